/** A mail server that takes everything and remembers the Message-IDs. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type PostBox = { readonly url: string; messageIds(): string[]; close(): Promise<void> };

export async function openPostBox(): Promise<PostBox> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        received.push(/^Message-ID: (\S+)/im.exec(text)?.[1] ?? '');
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    messageIds: () => received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
