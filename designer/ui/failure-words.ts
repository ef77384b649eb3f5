/**
 * Why something has failed, in a sentence: the engine and calls have their codes, authors choose theirs, and nobody should have
 * to read one. The code itself stands beside it, small, for whoever looks for it. Pure.
 */
import type { Say } from './diagram/say.ts';

const STATUS = /^http_(([45])\d\d)$/;
/** These are answered like another. */
const LIKE: Readonly<Record<string, string>> = { 403: '401', 410: '404', 502: '503', 504: '503' };

export const failureWords = (say: Say, code: string): string =>
  knownFailure(say, code) ?? say('canvas.failure.other');

/** Nothing for a code of an author's own. */
export const knownFailure = (say: Say, code: string): string | undefined => {
  const [, status = '', kind] = STATUS.exec(code) ?? [];
  const id = [code, `http.${LIKE[status] ?? status}`, `http.${kind}`]
    .map((one) => `canvas.failure.${one}`)
    .find(say.has);
  return id === undefined ? undefined : say(id);
};
