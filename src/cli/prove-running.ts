export async function running(_s: string, _b: string | null, _t: unknown): Promise<never> {
  throw new Error('x');
}
