/** The API starts nothing with the engine; it only asks whether it answers, for readiness. */
import { Connection } from '@temporalio/client';

const CHECK_MS = 1_500;

export type TemporalProbe = {
  isUp(): Promise<boolean>;
  close(): Promise<void>;
};

export function createTemporalProbe(address: string): TemporalProbe {
  const connection = Connection.lazy({ address });
  return {
    async isUp() {
      try {
        await connection.withDeadline(Date.now() + CHECK_MS, () =>
          connection.workflowService.getSystemInfo({}),
        );
        return true;
      } catch {
        return false;
      }
    },
    close: () => connection.close(),
  };
}
