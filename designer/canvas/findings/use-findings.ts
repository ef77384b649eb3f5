/**
 * What is found in the process as it is now, asked of a worker. One question is under way at a time; of what changes meanwhile
 * only the last state is asked about next. Until the answer is there the findings are those of a moment ago.
 */
import { useEffect, useRef, useState } from 'react';
import type { Definition } from '#engine/definition.ts';
import type { Finding, LintContext } from '#engine/lint/index.ts';
import type { LintAnswer, LintQuestion } from './lint-worker.ts';
import { Packer } from './parcel.ts';

export type Checked = {
  readonly findings: readonly Finding[];
  /** The findings are not yet those of what is drawn. */
  readonly isChecking: boolean;
};

type Asked = { readonly definition: Definition; readonly context: LintContext };

const NOTHING: readonly Finding[] = [];
const PAUSE_MS = 250;

/** Without a context nothing is checked. */
export const useFindings = (definition: Definition, context: LintContext | null): Checked => {
  const [answer, setAnswer] = useState<{ asked: Asked; findings: readonly Finding[] }>();
  const checker = useRef<Checker>(undefined);
  const known = useRef(false);
  useEffect(() => {
    const own = new Checker((asked, findings) => setAnswer({ asked, findings }));
    checker.current = own;
    return () => own.stop();
  }, []);
  useEffect(() => {
    if (!context) return;
    const ask = () => checker.current?.ask({ definition, context });
    // What is opened is checked at once; what is typed once the typing pauses, so that it does not slow it down.
    if (!known.current) {
      known.current = true;
      return ask();
    }
    const timer = setTimeout(ask, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [definition, context]);
  if (!context) return { findings: NOTHING, isChecking: false };
  const isCurrent = answer?.asked.definition === definition && answer.asked.context === context;
  return { findings: answer?.findings ?? NOTHING, isChecking: !isCurrent };
};

/** Asks the worker one thing at a time. */
export class Checker {
  private readonly worker = new Worker(new URL('./lint-worker.ts', import.meta.url), {
    type: 'module',
  });
  private readonly packer = new Packer();
  private number = 0;
  private underWay: Asked | undefined;
  private next: Asked | undefined;

  constructor(onAnswer: (asked: Asked, findings: readonly Finding[]) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<LintAnswer>) => {
      const asked = this.underWay;
      if (!asked || data.number !== this.number) return;
      this.underWay = undefined;
      // After a failed check those of a moment ago stay, and what is drawn next is checked again.
      if (data.findings) onAnswer(asked, data.findings);
      if (this.next) this.send(this.next);
    };
  }

  ask(asked: Asked): void {
    if (this.underWay) this.next = asked;
    else this.send(asked);
  }

  stop(): void {
    this.worker.terminate();
  }

  private send(asked: Asked): void {
    this.next = undefined;
    this.underWay = asked;
    this.number += 1;
    const { definition, context } = asked;
    const question: LintQuestion = {
      number: this.number,
      parcel: this.packer.pack(definition),
      context: { ...context, now: new Date().toISOString() },
    };
    this.worker.postMessage(question);
  }
}
