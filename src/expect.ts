/**
 * Whether a status satisfies `http-check expect` (HAProxy manual, `http-check expect`: `status` takes codes and
 * ranges, `rstatus` a regular expression).
 * @param expect HAProxy's words (`status 200-399,404`, `rstatus ^2`); null: HAProxy's default, 200 to 399
 * @param status the status that came
 * @returns true where HAProxy would call the check passed
 * @throws Error for words that {@link parseExpect} refuses
 */
export function meetsExpect(expect: string | null, status: number): boolean {
  return parseExpect(expect ?? 'status 200-399')(status);
}

/**
 * Reads HAProxy's words of `http-check expect`.
 * @param expect `[!] status LIST` or `[!] rstatus REGEX`
 * @returns the test of a status
 * @throws Error that says what is accepted
 */
export function parseExpect(expect: string): (status: number) => boolean {
  const match = /^(! *)?(status|rstatus) +(\S+)$/.exec(expect.trim());
  if (!match) throw new Error(`"${expect}" is not understood: write it as HAProxy does, status 200-399 or rstatus ^2`);
  const [, negated, kind, argument = ''] = match;
  const test = kind === 'status' ? statusList(argument) : statusPattern(argument);
  return negated ? (status) => !test(status) : test;
}

/**
 * A list of statuses as HAProxy reads it, in the words that {@link parseExpect} takes: HAProxy takes a missing number for
 * 0 (`200,`, `-404`) and any number of digits, of which no answer can have but three.
 * @param list a list that HAProxy accepts (HAProxy src/tcpcheck.c:3684 at v3.4.0)
 * @returns the same statuses, `100-404,503`; `000`, which no answer has, where none is left
 */
export function plainStatusList(list: string): string {
  const ranges = list.split(',').flatMap((item) => {
    const [from = '', to = from] = item.split('-');
    const [least, most] = [Math.max(Number(from), 100), Math.min(Number(to), 999)];
    if (least > most) return [];
    return [least === most ? `${least}` : `${least}-${most}`];
  });
  return ranges.join(',') || '000';
}

/**
 * Whether words are what {@link parseExpect} takes: HAProxy's regular expressions can say more.
 * @param expect `rstatus ^2`
 * @returns false for anything else
 */
export function isExpect(expect: string): boolean {
  try {
    parseExpect(expect);
    return true;
  } catch {
    return false;
  }
}

function statusList(list: string): (status: number) => boolean {
  const ranges = list.split(',').map((item) => {
    const match = /^(\d{3})(?:-(\d{3}))?$/.exec(item);
    if (!match) throw new Error(`"${item}" is no status: write 200, 200-399 or a list of them`);
    const from = Number(match[1]);
    return [from, Number(match[2] ?? from)] as const;
  });
  return (status) => ranges.some(([from, to]) => status >= from && status <= to);
}

function statusPattern(pattern: string): (status: number) => boolean {
  if (!/^[\d^$.|()[\]*+?-]{1,64}$/.test(pattern)) throw new Error(`"${pattern}" is no pattern of digits`);
  const expression = new RegExp(pattern);
  return (status) => expression.test(String(status));
}
