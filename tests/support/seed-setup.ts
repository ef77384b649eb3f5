/**
 * Generated cases are the same in each run, so that a change is judged by what it changes and not by the luck of a run.
 * TEST_SEED tries others: a whole number, or the word "random"; a case that fails names the seed it came from.
 */
import fc from 'fast-check';

const wanted = process.env.TEST_SEED ?? '1';
if (wanted !== 'random' && !/^-?\d+$/.test(wanted))
  throw new Error(`TEST_SEED is "${wanted}": it takes a whole number, or "random".`);

fc.configureGlobal(wanted === 'random' ? {} : { seed: Number(wanted) });
