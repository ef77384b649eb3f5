/** The last thing `npm start` says: where it is and how to sign in. A generated password is said once and kept nowhere. */
import type { Stack } from './stack.ts';

export function welcome(stack: Stack): string[] {
  const { email, password, demo } = stack.signIn;
  const lines = ['', `Perdura is ready at ${stack.url}`, ''];
  if (email && password) {
    lines.push(`  Sign in as ${email} with the password ${password}`);
    lines.push('  It is shown this once and kept nowhere; change it after signing in.');
  } else if (email) {
    lines.push(`  Sign in as ${email} with the password you were given or chose.`);
  }
  if (demo) {
    lines.push(
      '  People to try it as, all with the password perdura-demo: maya@demo.test (draws processes),',
    );
    lines.push(
      '  ines@demo.test (approves), omar@demo.test (works tickets), ravi@demo.test (asks for things).',
    );
  }
  lines.push('', 'Ctrl-C stops everything; what was accepted is kept.');
  return lines;
}
