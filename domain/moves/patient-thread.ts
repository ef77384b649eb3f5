/**
 * A thread that is asked one thing after the other, and not waited for beyond a limit: who takes longer is ended with its
 * thread, and what comes next gets a new one. So neither a question without an end nor one that the thread dies of keeps the
 * others from their answer. It begins with the first question and keeps nobody from ending.
 */
import type { Worker } from 'node:worker_threads';

type PatientThread<Question, Answer> = {
  /** Null where it took too long, or the thread has ended over it. */
  readonly ask: (question: Question) => Promise<Answer | null>;
};

type Asked<Question, Answer> = {
  readonly question: Question;
  readonly answer: (given: Answer | null) => void;
};

export function createPatientThread<Question, Answer>(
  begin: () => Worker,
  limitMs: number,
): PatientThread<Question, Answer> {
  const waiting: Asked<Question, Answer>[] = [];
  let asked: Asked<Question, Answer> | null = null;
  let thread: Worker | null = null;
  let limit: NodeJS.Timeout | undefined;

  function next(): void {
    asked = waiting.shift() ?? null;
    if (!asked) {
      thread?.unref();
      return;
    }
    const worker = thread ?? tryBegin();
    if (!worker) {
      settle(null);
      return;
    }
    thread = worker;
    worker.ref();
    limit = setTimeout(() => drop(worker), limitMs);
    worker.postMessage(asked.question);
  }

  /** Null where there is no room for one. */
  function tryBegin(): Worker | null {
    try {
      return listenTo(begin());
    } catch {
      return null;
    }
  }

  function settle(given: Answer | null): void {
    clearTimeout(limit);
    asked?.answer(given);
    next();
  }

  /** Whoever has failed ends afterwards too; what is asked by then is asked of the next one. */
  function drop(worker: Worker): void {
    if (thread !== worker) return;
    thread = null;
    void worker.terminate();
    settle(null);
  }

  function listenTo(worker: Worker): Worker {
    worker.on('message', (answer: Answer) => {
      if (thread === worker) settle(answer);
    });
    worker.on('error', () => drop(worker));
    worker.on('exit', () => drop(worker));
    return worker;
  }

  return {
    ask: (question) =>
      new Promise((answer) => {
        waiting.push({ question, answer });
        if (!asked) next();
      }),
  };
}
