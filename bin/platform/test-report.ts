/**
 * What a test run came to. A file that could not even be loaded counts as a failure, and so does a run that ended badly
 * with every test green: the closing line must never look better than the exit code.
 */

/** The part of vitest's JSON report that is looked at. */
export type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

export type Tally = { readonly passed: number; readonly failed: number };

export function tally(report: Report | undefined, exitCode: number, failedBefore = 0): Tally {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const failedFiles = files.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + failedFiles;
  const unexplained = failed === 0 && (exitCode !== 0 || !report) ? 1 : 0;
  return { passed, failed: failed + unexplained + failedBefore };
}

export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

export function skippedNames(report: Report | undefined): string[] {
  return (report?.testResults ?? [])
    .flatMap((file) => file.assertionResults)
    .filter((test) => ['skipped', 'pending', 'todo'].includes(test.status))
    .map((test) => test.fullName);
}
