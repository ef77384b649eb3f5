/** Codes of errors in sentences. */
import { expect, it } from 'vitest';
import { failureWords, knownFailure } from '#designer/ui/failure-words.ts';
import { say } from '../canvas/support.ts';

it.each([
  ['http_503', 'the other system is not available just now'],
  ['http_504', 'the other system is not available just now'],
  ['http_500', 'the other system has failed'],
  ['http_403', 'the other system does not let us in'],
  ['http_418', 'the other system refuses the call'],
  ['timeout', 'no answer came in time'],
  ['no_flow', 'no connection leads on from here'],
])('%s: %s', (code, words) => {
  expect(failureWords(say, code)).toBe(words);
});

it('a code of an author’s own is said to be one', () => {
  expect(knownFailure(say, 'budget_gone')).toBeUndefined();
  expect(failureWords(say, 'budget_gone')).toBe('an error of its own was reported');
});
