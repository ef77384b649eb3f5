/**
 * `npm start`: brings everything up, says what it does and how to sign in, keeps it up, and ends it in order on Ctrl-C.
 * A second Ctrl-C ends it at once. When the command that asked for it is killed, it ends too.
 */
import { runProgram } from './platform/failure.ts';
import { supervise } from './platform/supervisor.ts';

await runProgram(() => supervise());
