import { describe, expect, it } from 'vitest';
import { closingLine, type Report, skippedNames, tally } from '#bin/platform/test-report.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((each, index) => ({ status: each, fullName: `test ${index}` })),
});
const report = (...testResults: Report['testResults'][number][]): Report => ({ testResults });

describe('the closing line of npm test', () => {
  it('counts what passed and what failed, and not what was skipped', () => {
    const result = tally(
      report(file('passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')),
      1,
    );
    expect(closingLine(result)).toBe('2 passed, 1 failed');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(tally(report(file('failed'), file('passed', 'passed')), 1)).toEqual({
      passed: 1,
      failed: 1,
    });
  });

  it('never looks better than the exit code', () => {
    expect(tally(report(file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1 });
    expect(tally(undefined, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tally(report(file('passed', 'passed')), 0, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('is preceded by the names of what could not run', () => {
    expect(skippedNames(report(file('passed', 'passed', 'skipped', 'todo')))).toEqual([
      'test 1',
      'test 2',
    ]);
  });
});
