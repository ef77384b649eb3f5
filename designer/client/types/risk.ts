/** Questions about changes, and how risky one is, as the API answers with them. */
import type { Risk } from '#engine/changes/plan.ts';
import type { Question } from '#engine/changes/questions.ts';
import type { Person } from './people.ts';

export type ChangeQuestions = {
  questions: Question[];
  version: number;
  allowed: string[];
};

type RuleRef = { id: string; name: string };

export type RiskReason = {
  source: 'answer' | 'history' | 'impact' | 'rule';
  points: number | null;
  rule: RuleRef;
  texts: string[];
  question: string | null;
  option: string | null;
};

export type ChangeRisk = {
  risk: Risk | null;
  by: 'rules' | 'person' | 'standard' | null;
  reason: string;
  judgedBy: Person | null;
  judgedAt: string | null;
  suggested: Risk | null;
  decidedBy: RuleRef | null;
  otherwise: string | null;
  score: number | null;
  facts: {
    points: number;
    similar: number;
    similarFailed: number;
    dependants: number;
    services: number;
  };
  pointsToday: number;
  standard: boolean;
  reasons: RiskReason[];
  questions: (Question & { answer: string | null })[];
  unanswered: string[];
  version: number;
  allowed: string[];
};
