/** A real SMTP server in this process that keeps what it is given. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Letter = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
};

export type Mailbox = {
  /** For SMTP_URL. */
  readonly url: string;
  readonly letters: readonly Letter[];
  close(): Promise<void>;
};

export async function openMailbox(port = 0): Promise<Mailbox> {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 1_000,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, taken) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push(readLetter(Buffer.concat(chunks).toString('utf8'), to));
        taken();
      });
    },
  });
  // Whoever sends may be killed in the middle of it.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** As much of RFC 5322 as our own mails use. */
function readLetter(source: string, to: readonly string[]): Letter {
  const [head = '', ...body] = source.split(/\r?\n\r?\n/);
  const headers = head.replaceAll(/\r?\n[ \t]+/g, ' ');
  const header = (name: string) =>
    new RegExp(`^${name}: *(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
  const text = body.join('\n\n');
  const quoted = /quoted-printable/i.test(header('Content-Transfer-Encoding'));
  return {
    to,
    subject: header('Subject'),
    text: quoted ? text.replaceAll(/=\r?\n/g, '') : text,
    messageId: header('Message-ID'),
  };
}
