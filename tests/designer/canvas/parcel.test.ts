/** A definition on its way to its checker: it arrives as it is, and what did not change arrives as the same object. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Packer, Unpacker } from '#designer/canvas/findings/parcel.ts';
import { applyEdit } from '#engine/edits.ts';
import { anEdit, aProcess } from './support.ts';

it('arrives as it was sent, after whatever edits', () => {
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 12 }), (edits) => {
      const [packer, unpacker] = [new Packer(), new Unpacker()];
      let definition = aProcess();
      for (const edit of edits) {
        definition = applyEdit(definition, edit);
        const sent = structuredClone(packer.pack(definition));
        expect(unpacker.unpack(sent)).toEqual(definition);
      }
    }),
  );
});

it('arrives as the same objects where nothing changed, and carries only what did', () => {
  const definition = aProcess();
  const [packer, unpacker] = [new Packer(), new Unpacker()];
  const before = unpacker.unpack(structuredClone(packer.pack(definition)));
  const renamed = applyEdit(definition, { type: 'renameElement', id: 'give', name: 'Lend it' });
  const sent = structuredClone(packer.pack(renamed));
  const after = unpacker.unpack(sent);
  expect(JSON.stringify(sent)).not.toContain('Owner agrees');
  expect(after.flows).toBe(before.flows);
  expect(after.elements.filter((one, index) => one === before.elements[index])).toHaveLength(5);
  expect(after).toEqual(renamed);
});
