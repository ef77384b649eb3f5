/** One listening connection per process; whoever needs to hear something asks here. */
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { ACCESS_CHANNEL, listen, PRESENCE_CHANNEL, WAKE_CHANNEL } from '#domain/wake.ts';

type Hear = (payload: string) => void;

declare module 'fastify' {
  interface FastifyInstance {
    notices: { on(channel: string, hear: Hear): void };
  }
}

export const notices = fp<{ directUrl: string }>(
  async (app: FastifyInstance, { directUrl }) => {
    const hearers = new Map<string, Hear[]>();
    const tell = (channel: string, payload: string) => {
      for (const hear of hearers.get(channel) ?? []) hear(payload);
    };
    app.decorate('notices', {
      on(channel: string, hear: Hear) {
        hearers.set(channel, [...(hearers.get(channel) ?? []), hear]);
      },
    });
    const channels = [WAKE_CHANNEL, ACCESS_CHANNEL, PRESENCE_CHANNEL];
    const listening = listen(directUrl, channels, {
      onNotice: tell,
      // What was said while nobody listened may have been anything.
      onConnected: () => {
        for (const channel of channels) tell(channel, '');
      },
    });
    app.addHook('onClose', () => listening.close());
  },
  { name: 'notices' },
);
