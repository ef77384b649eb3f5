/** What a meeting shows, worked out: which change, where each one is, and what the votes allow. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canDecide,
  carriedBy,
  leadsIt,
  minutesLeft,
  saidBy,
  saidFor,
  saidLastBy,
  shownOf,
  standingOf,
  stepFrom,
  votersOf,
} from '#designer/cab/agenda.ts';
import { rulingOf } from '#designer/cab/use-ruling.ts';
import { isClash } from '#designer/cab/use-shared-text.ts';
import type { AgendaItem, Verdict } from '#designer/client/types/cab.ts';
import { anItem, aVote, MAYA, PlayedBoard, person } from './played-board.ts';

const VERDICTS: readonly Verdict[] = ['approved', 'rejected', 'tie', 'no_quorum', 'no_votes'];
const nils = person('Nils');

describe('the change in the middle', () => {
  const items = [anItem(1, { decision: 'approved' }), anItem(2, { late: true }), anItem(3)];

  it('is the one that was asked for, by id or number, else what is talked about, else the first that is undecided', () => {
    const shown = (current: string | null, chosen: string | null) =>
      shownOf({ items, current }, chosen)?.ticket.id;
    expect(shown('t2', 't1')).toBe('t1');
    expect(shown('t2', 'CHG-000003')).toBe('t3');
    expect(shown('t2', null)).toBe('t2');
    expect(shown('gone', 'gone too')).toBe('t3');
    expect(shownOf({ items: [], current: null }, 't1')).toBeUndefined();
  });

  it('goes on to every one in turn and stays at either end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const all = Array.from({ length: count }, (_, index) => anItem(index + 1));
        const walked: (AgendaItem | undefined)[] = [all[0]];
        for (let step = 0; step < count; step += 1)
          walked.push(stepFrom(all, walked.at(-1)?.ticket.id, 1));
        expect(walked.slice(0, count)).toEqual(all);
        expect(walked[count]).toBeUndefined();
        expect(stepFrom(all, 't1', -1)).toBeUndefined();
      }),
    );
  });
});

describe('a decision', () => {
  it('is offered only where the votes carry it, a tie to who has the casting vote, and putting off always', () => {
    for (const verdict of VERDICTS) {
      const item = anItem(1, { verdict, allowed: ['cast'] });
      expect(canDecide(item, 'deferred')).toBe(true);
      expect(canDecide(item, 'approved')).toBe(verdict === 'approved' || verdict === 'tie');
      expect(canDecide(item, 'rejected')).toBe(verdict === 'rejected' || verdict === 'tie');
    }
    const tied = anItem(1, { verdict: 'tie' });
    expect(carriedBy({ ...tied, allowed: ['cast'] }, 'approved')).toBe('casting');
    expect([carriedBy(tied, 'approved'), canDecide(tied, 'approved')]).toEqual(['tie', false]);
    expect(canDecide(tied, 'deferred')).toBe(true);
  });

  it('is not taken on what came late until that is admitted', () => {
    const late = anItem(1, { late: true, verdict: 'approved' });
    expect([standingOf(late), carriedBy(late, 'approved')]).toEqual(['late', 'late']);
    expect(carriedBy({ ...late, admitted: true }, 'approved')).toBe('carried');
    expect(standingOf({ ...late, decision: 'deferred' })).toBe('deferred');
  });

  it('says what belongs to it and nothing of another that was prepared before', () => {
    const draft = {
      note: '  ',
      deferTo: 'm2',
      conditions: [
        { text: ' Test it ', before: 'close' as const, person: nils },
        { text: ' ', before: 'implement' as const, person: null },
      ],
    };
    const item = anItem(1, { verdict: 'approved' });
    expect(rulingOf(item, { ...draft, decision: null })).toBeNull();
    expect(rulingOf(item, { ...draft, decision: 'approved' })).toEqual({
      decision: 'approved',
      note: null,
      conditions: [{ text: 'Test it', before: 'close', person: nils.id }],
    });
    expect(rulingOf(item, { ...draft, decision: 'deferred' })).toEqual({
      decision: 'deferred',
      note: null,
      deferTo: 'm2',
    });
    expect(rulingOf(item, { ...draft, decision: 'deferred', deferTo: 'back' })?.deferTo).toBeNull();
    const tied = anItem(1, { verdict: 'tie', allowed: ['cast'] });
    expect(rulingOf(tied, { ...draft, decision: 'rejected' })?.castingVote).toBe(true);
  });
});

describe('a meeting', () => {
  const { meeting } = new PlayedBoard({
    seats: [
      [nils, 'chair', 'present'],
      [MAYA, 'deputy', 'present'],
    ],
    items: [],
  });

  it('goes along with the chair, and with a deputy where the chair is not there', () => {
    const run = { ...meeting, allowed: ['current'] };
    const absent = run.members.map((one) => ({ ...one, attendance: null }));
    expect([leadsIt(run, nils.id), leadsIt(run, MAYA.id)]).toEqual([true, false]);
    expect(leadsIt({ ...run, members: absent }, MAYA.id)).toBe(true);
    expect(leadsIt({ ...run, members: absent }, 'manager')).toBe(false);
    expect(leadsIt(meeting, nils.id)).toBe(false);
  });

  it('goes along with who stands in for the chair only where neither chair nor deputy is there', () => {
    const ines = person('Ines');
    const standIns = [{ person: ines, for: nils, now: true }];
    const run = { ...meeting, standIns, allowed: ['current'] };
    const through = run.members.map((one) =>
      one.role === 'chair' ? { ...one, through: ines } : { ...one, attendance: null },
    );
    expect(leadsIt(run, ines.id)).toBe(false);
    expect(leadsIt({ ...run, members: through }, ines.id)).toBe(true);
    const later = [{ person: ines, for: nils, now: false }];
    expect(leadsIt({ ...run, members: through, standIns: later }, ines.id)).toBe(false);
    const deputy = through.map((one) => ({ ...one, attendance: 'present' as const }));
    expect(leadsIt({ ...run, members: deputy }, ines.id)).toBe(false);
    // The chair is not there themselves.
    expect(leadsIt({ ...run, members: deputy }, MAYA.id)).toBe(true);
  });

  it('tells what somebody has said themselves from what was said in their place', () => {
    const ines = person('Ines');
    const votes = [aVote(nils, 'reject', '', ines), aVote(MAYA, 'approve', '', ines)];
    const item = anItem(1, { votes });
    expect(saidBy(item, nils.id, nils.id)).toBeUndefined();
    expect(saidFor(item, nils.id)?.standIn).toBe(ines);
    // Each seat has its own, and nothing that was said for another is one's own.
    expect(saidBy(item, ines.id, ines.id)).toBeUndefined();
    expect(saidBy(item, ines.id, nils.id)?.vote).toBe('reject');
    expect(saidBy(item, ines.id, MAYA.id)?.vote).toBe('approve');
    expect(saidLastBy(item, ines.id)?.person).toBe(MAYA);
    const own = anItem(1, { votes: [...votes, aVote(ines, 'abstain')] });
    expect(saidBy(own, ines.id, ines.id)?.vote).toBe('abstain');
  });

  it('names everybody who sits on the board, and who has voted and left it', () => {
    const left = aVote(person('Lea'), 'reject');
    const voters = votersOf(meeting.members, anItem(1, { votes: [left, aVote(MAYA, 'abstain')] }));
    expect(
      voters.map(({ person: { name }, member, cast }) => [name, !!member, cast?.vote]),
    ).toEqual([
      ['Nils', true, undefined],
      ['Maya', true, 'abstain'],
      ['Lea', false, 'reject'],
    ]);
  });

  it('counts a minute as left until it is over', () => {
    const left = (now: string) => minutesLeft('2026-11-24T10:00:00Z', Date.parse(now));
    expect(left('2026-11-24T09:59:30Z')).toBe(1);
    expect(left('2026-11-24T10:00:00Z')).toBe(0);
    expect(left('2026-11-24T10:05:10Z')).toBe(-5);
  });
});

describe('a text that several people write', () => {
  it('clashes where somebody else has written something else, and not with what is just being saved', () => {
    const draft = { text: 'mine', base: 'before' };
    expect(isClash(null, 'theirs', null)).toBe(false);
    expect(isClash(draft, 'before', null)).toBe(false);
    expect(isClash(draft, 'mine', null)).toBe(false);
    expect(isClash(draft, 'my', 'my')).toBe(false);
    expect(isClash(draft, 'theirs', 'my')).toBe(true);
  });
});
