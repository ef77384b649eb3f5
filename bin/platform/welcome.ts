/** The last thing `npm start` says: where it is and how to sign in. A generated password is said once and kept nowhere. */
import type { Stack } from './stack.ts';

export function welcome(stack: Stack): string[] {
  const { email, password, demoPassword } = stack.signIn;
  const lines = ['', `Perdura is ready at ${stack.url}`, ''];
  if (email && password) {
    lines.push(`  Sign in as ${email} with the password ${password}`);
    lines.push('  It is shown this once and kept nowhere; change it after signing in.');
  } else if (email) {
    lines.push(
      `  Sign in as ${email} with the password that was printed or chosen at the first start.`,
    );
  }
  if (demoPassword) {
    lines.push(`  Or as one of the people of the demo, each with the password ${demoPassword}:`);
    lines.push('    maya@demo.test draws processes      omar@demo.test works tickets');
    lines.push('    ines@demo.test approves             ravi@demo.test asks for things');
    lines.push('    dana@demo.test keeps the settings   kofi@demo.test chairs the board');
  }
  lines.push('', 'Ctrl-C stops everything; what was accepted is kept.');
  return lines;
}
