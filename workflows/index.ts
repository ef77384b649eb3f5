/** The entry of the workflow bundle: one name for each workflow type, and nothing else. */
export { backtest } from './backtest.ts';
export { runProcess as automation, runProcess as ticket } from './run-process.ts';
export { approval, cabReview, escalation, rollout, slaClock } from './wake-ups.ts';
