/** The page of the web app where an approval is seen and decided; opening it decides nothing. */
import type { Work } from '../work.ts';

export const approvalLink = ({ webUrl }: Pick<Work, 'webUrl'>, id: string): string | null =>
  webUrl === undefined ? null : `${webUrl}/approvals/${id}`;
