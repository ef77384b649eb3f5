/** What events tell of a person is sealed under a key of theirs; without the key it is gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventPersonal } from '#domain/events/event.ts';
import { createPerson } from '#domain/people/create-person.ts';
import { erasePerson } from '#domain/people/erase-person.ts';
import { Person } from '#domain/people/person.ts';
import { updatePerson } from '#domain/people/update-person.ts';
import { openBytes } from '#domain/seals/keyring.ts';
import { existingPersonKey } from '#domain/seals/person-keys.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const sealedOf = (personId: string) =>
  test.work((work) => work.em.find(EventPersonal, { personId }, { orderBy: { at: 'asc' } }));

async function openAll(personId: string): Promise<unknown[] | null> {
  const sealed = await sealedOf(personId);
  return test.work(async (work) => {
    const key = await existingPersonKey(work, personId);
    return key && sealed.map((row) => key.open(row.sealed));
  });
}

/** Everything the database holds that could show a name, as text. */
async function everythingWritten(): Promise<string> {
  const rows = await test.work((work) =>
    work.em.execute<{ text: string }[]>(
      `select row_to_json(e)::text as text from event e union all select row_to_json(p)::text from person p
       union all select encode(sealed, 'escape') from event_personal union all select row_to_json(i)::text from idempotency i`,
    ),
  );
  return rows.map((row) => row.text).join('\n');
}

describe('what events tell of a person', () => {
  it('stands sealed beside them, and as a hash in them', async () => {
    const person = await test.work((work) =>
      createPerson(work, { email: 'zoe@seals.test', name: 'Zoe Ziegler' }),
    );
    await test.work((work) => updatePerson(work, person.id, { name: 'Zoe Zimmer' }));
    expect(await openAll(person.id)).toEqual([
      {
        email: { before: null, after: 'zoe@seals.test' },
        name: { before: null, after: 'Zoe Ziegler' },
      },
      { name: { before: 'Zoe Ziegler', after: 'Zoe Zimmer' } },
    ]);
    const events = await test.work((work) =>
      work.em.execute<{ changes: Record<string, unknown> }[]>(
        'select changes from event where subject_id = ? order by at',
        [person.id],
      ),
    );
    expect(events[1]?.changes.name).toEqual({
      before: { hash: expect.any(String) },
      after: { hash: expect.any(String) },
    });
    expect(JSON.stringify(events)).not.toMatch(/Zoe|Ziegler|seals\.test/);
  });

  it('can never be read again once the key is thrown away', async () => {
    const person = await test.work((work) =>
      createPerson(work, { email: 'gone@seals.test', name: 'Gustav Gone', roles: ['agent'] }),
    );
    const other = await test.work((work) =>
      createPerson(work, { email: 'stays@seals.test', name: 'Sara Stays' }),
    );
    const sealed = await sealedOf(person.id);
    await test.work((work) => erasePerson(work, person.id));
    expect(await openAll(person.id)).toBeNull();
    expect(await openAll(other.id)).toHaveLength(1);
    expect(await everythingWritten()).not.toMatch(/Gustav|gone@seals/);
    // The master key alone opens nothing that was sealed for a person.
    for (const row of sealed) {
      expect(() => openBytes(test.store.keys.derive('person-keys'), row.sealed, person.id)).toThrow(
        /cannot be opened/,
      );
    }
    const left = await test.work((work) => work.em.findOneOrFail(Person, { id: person.id }));
    expect([left.active, left.name]).toEqual([false, 'Erased person']);
    await test.work((work) => updatePerson(work, person.id, { name: 'Somebody' }));
    expect(await openAll(person.id)).toBeNull();
  });
});
