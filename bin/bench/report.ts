/** How a benchmark tells its figures: one JSON object a line on standard output, and words for people on standard error. */
export type Figure = {
  readonly name: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured on the reference in the same run; null where there is none. */
  readonly reference: number | null;
};

export function report({ name, metric, value, unit, reference }: Figure): void {
  const ratio = reference === null || reference === 0 ? null : round(value / reference);
  const line = {
    name,
    metric,
    value: round(value),
    unit,
    reference: reference === null ? null : round(reference),
    ratio,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value that this share of all lies at or below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const round = (value: number): number => Number(value.toPrecision(4));
