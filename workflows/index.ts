/** The entry of the workflow bundle: one name for each workflow type, and nothing else. */
export { backtest } from './backtest.ts';
export { forecast } from './forecast.ts';
export { runProcess as automation, runProcess as ticket } from './run-process.ts';
export { approval, cabReview, escalation, recount, rollout, slaClock } from './wake-ups.ts';
