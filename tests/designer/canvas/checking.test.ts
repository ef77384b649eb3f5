/** A drawing that cannot be checked is no reason to stop checking: what is drawn next is asked about as before. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LintAnswer, LintQuestion } from '#designer/canvas/findings/lint-worker.ts';
import { Checker } from '#designer/canvas/findings/use-findings.ts';
import type { Finding, LintContext } from '#engine/lint/index.ts';
import { aProcess } from './support.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const context = {} as LintContext;
/** What is in no context: whoever looks at it breaks. */
const broken = new Proxy({} as LintContext, {
  get: () => {
    throw new Error('It cannot be looked at.');
  },
});

describe('the worker', () => {
  it('answers a process that cannot be checked, and the next one', async () => {
    const answers: LintAnswer[] = [];
    let ask: (event: { data: LintQuestion }) => void = () => {};
    vi.stubGlobal('addEventListener', (_: string, listener: typeof ask) => {
      ask = listener;
    });
    vi.stubGlobal('postMessage', (answer: LintAnswer) => answers.push(answer));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.resetModules();
    await import('#designer/canvas/findings/lint-worker.ts');
    const { Packer } = await import('#designer/canvas/findings/parcel.ts');
    const packer = new Packer();
    for (const [number, given] of [broken, context].entries())
      ask({ data: { number, parcel: packer.pack(aProcess()), context: given } });
    expect(answers).toEqual([
      { number: 0, findings: null },
      { number: 1, findings: expect.any(Array) },
    ]);
  });
});

describe('whoever asks it', () => {
  it('keeps what was found before a check that failed, and asks on', () => {
    const asked: LintQuestion[] = [];
    let answer: (answer: Omit<LintAnswer, 'number'>) => void = () => {};
    vi.stubGlobal(
      'Worker',
      class {
        onmessage: (event: { data: LintAnswer }) => void = () => {};
        postMessage(question: LintQuestion) {
          asked.push(question);
          answer = (said) => this.onmessage({ data: { number: question.number, ...said } });
        }
      },
    );
    const told: (readonly Finding[])[] = [];
    const checker = new Checker((_, findings) => told.push(findings));
    for (const name of ['One', 'Two', 'Three'])
      checker.ask({ definition: aProcess({ name }), context });
    expect(asked).toHaveLength(1);
    answer({ findings: null });
    // Of what changed meanwhile only the last is asked about.
    expect([asked.length, told.length]).toEqual([2, 0]);
    answer({ findings: [] });
    expect([asked.length, told.length]).toEqual([2, 1]);
  });
});
