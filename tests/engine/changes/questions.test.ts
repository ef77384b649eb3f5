/** What answers come to, whatever else is on record. */
import { describe, expect, it } from 'vitest';
import { answerTo, askedOf, pointsOf, type Question } from '#engine/changes/questions.ts';
import { shippedChangeQuestions } from '#rules/shipped/index.ts';

const question = (key: string, kinds: Question['kinds'], ...points: number[]): Question => ({
  key,
  text: key,
  help: '',
  kinds,
  options: points.map((each) => ({ key: `p${each}`, text: `${each}`, points: each })),
});
const QUESTIONS = [
  question('tested', ['normal', 'standard'], 0, 20),
  question('noticed', ['normal', 'emergency'], 0, 5, 10),
];

describe('answers', () => {
  it('come to the points of the options they name, in any kind of change that is asked', () => {
    const answers = { tested: 'p20', noticed: 'p5' };
    expect(pointsOf(QUESTIONS, 'normal', answers)).toBe(25);
    expect(pointsOf(QUESTIONS, 'standard', answers)).toBe(20);
    expect(pointsOf(QUESTIONS, 'emergency', answers)).toBe(5);
    expect(askedOf(QUESTIONS, 'standard').map(({ key }) => key)).toEqual(['tested']);
  });

  it.each([
    ['nothing is said', {}],
    ['the question is gone', { gone: 'p20' }],
    ['the option is gone', { tested: 'p99' }],
    ['it was taken back', { tested: null }],
    ['it is what every object has', { constructor: 'p20', toString: 'p20' }],
  ])('count nothing where %s', (_, answers) => {
    expect(pointsOf(QUESTIONS, 'normal', answers)).toBe(0);
  });

  it('are found by the option’s key', () => {
    expect(answerTo(QUESTIONS[0]!, { tested: 'p20' })).toMatchObject({ points: 20 });
    expect(answerTo(QUESTIONS[0]!, { noticed: 'p5' })).toBeUndefined();
  });
});

describe('the questions that are shipped', () => {
  it('are each asked of something, have each an answer without points, and no key twice', () => {
    const keys = shippedChangeQuestions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { kinds, options } of shippedChangeQuestions) {
      expect(kinds.length).toBeGreaterThan(0);
      expect(Math.min(...options.map(({ points }) => points))).toBe(0);
      expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
    }
  });
});
