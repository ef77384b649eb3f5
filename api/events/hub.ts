/**
 * One reader of the event table for all streams of this process. It looks when it is woken and once a second as the net,
 * and only while somebody listens. Listeners get events in order, each once.
 */

import { type Place, presentPlace, readEvents, type SeenEvent } from '#domain/events/reader.ts';
import type { Work } from '#domain/work.ts';

const POLL_MS = 1_000;
const BATCH = 500;

export type Hear = (events: readonly SeenEvent[], place: Place) => void;

export type Hub = {
  /** From the returned place on, `hear` gets everything that is committed. */
  join(hear: Hear): Promise<{ place: Place; leave: () => void }>;
  wake(): void;
  close(): Promise<void>;
};

export function createHub(fork: () => Work['em'], onFailure: (error: unknown) => void): Hub {
  const hearers = new Set<Hear>();
  let place: Place | undefined;
  let beginning: Promise<Place> | undefined;
  let reading: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  /** Goes up with every rest, so that a read that was under way then is dropped. */
  let watch = 0;

  async function readOn(): Promise<void> {
    while (place && hearers.size > 0 && !closed) {
      again = false;
      const began = watch;
      const events: SeenEvent[] = await readEvents(fork(), place, BATCH);
      if (began !== watch) return;
      const last = events.at(-1);
      if (last) {
        place = last.place;
        for (const hear of hearers) hear(events, place);
      }
      if (events.length < BATCH && !again) return;
    }
  }

  function look(): void {
    if (closed || hearers.size === 0) return;
    if (reading) {
      again = true;
      return;
    }
    reading = readOn()
      .catch(onFailure)
      .finally(() => {
        reading = undefined;
        if (again) look();
      });
  }

  function rest(): void {
    clearInterval(timer);
    timer = undefined;
    place = undefined;
    watch += 1;
  }

  return {
    async join(hear) {
      while (!place) {
        beginning ??= presentPlace(fork()).finally(() => {
          beginning = undefined;
        });
        place = await beginning;
      }
      hearers.add(hear);
      timer ??= setInterval(look, POLL_MS);
      const from = place;
      return {
        place: from,
        leave() {
          hearers.delete(hear);
          if (hearers.size === 0) rest();
        },
      };
    },
    wake: look,
    async close() {
      closed = true;
      hearers.clear();
      rest();
      await reading;
    },
  };
}
