import fc from 'fast-check';
import t from 'tap';
import { PackedNames } from '../../../src/matrix/input/packed-names.ts';

t.test('it is a set in the order of its names', async () => {
  const name = fc.oneof(fc.domain(), fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'é'));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), (names) => {
      const packed = new PackedNames();
      const seen: string[] = [];
      return (
        names.every((name) => {
          const at = seen.indexOf(name);
          if (at < 0) seen.push(name);
          return packed.add(name) === (at < 0 ? seen.length - 1 : -1 - at) && packed.size === seen.length;
        }) && seen.every((name, i) => packed.at(i) === name)
      );
    }),
  );
});

t.test('many names', async (t) => {
  const packed = new PackedNames();
  for (let i = 0; i < 50_000; i++) packed.add(`host-${i}.example.test`);
  for (let i = 0; i < 50_000; i++) packed.add(`host-${i}.example.test`);
  t.equal(packed.size, 50_000);
  t.equal(packed.at(49_999), 'host-49999.example.test');
  t.ok(packed.add('host-123.example.test') === -124);
});
