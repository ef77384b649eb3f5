/**
 * What the pages read is what the API answers. The browser cannot take the API's own types (they reach into the server);
 * so the two are held against each other here, by the compiler: an answer must fit what pages read from it.
 */
import type { Static, TSchema } from 'typebox';
import { describe, expectTypeOf, it } from 'vitest';
import type { DecidedByLink as DecidedByLinkAnswer } from '#api/approvals/decision-schemas.ts';
import type { Approval as ApprovalAnswer, Linked as LinkedAnswer } from '#api/approvals/schemas.ts';
import type { CatalogItem as CatalogAnswer } from '#api/catalog/schemas.ts';
import type {
  ChangeRisk as ChangeRiskAnswer,
  Questions as QuestionsAnswer,
} from '#api/changes/risk-schemas.ts';
import type { Me as MeAnswer, Token as TokenAnswer } from '#api/me/schemas.ts';
import type {
  DeadLetter as LetterAnswer,
  Mail as MailAnswer,
  Status as StatusAnswer,
} from '#api/operations/schemas.ts';
import type {
  Group as GroupAnswer,
  Role as RoleAnswer,
  User as UserAnswer,
} from '#api/people/schemas.ts';
import type { Queue as QueueAnswer } from '#api/queues/schemas.ts';
import type { Progress as ProgressAnswer, Run as RunAnswer } from '#api/runs/schemas.ts';
import type {
  Attainment as AttainmentAnswer,
  Holders as HoldersAnswer,
  Promises as PromisesAnswer,
  TicketHolders as TicketHoldersAnswer,
  Wallboard as WallboardAnswer,
} from '#api/service-levels/schemas.ts';
import type { Standard as StandardAnswer } from '#api/standard-changes/schemas.ts';
import type { Task as TaskAnswer } from '#api/tasks/schemas.ts';
import type { Clock as ClockAnswer, Comment as CommentAnswer } from '#api/tickets/part-schemas.ts';
import type { Ticket as TicketAnswer } from '#api/tickets/schemas.ts';
import type { TimelineEvent as EventAnswer } from '#api/timeline.ts';
import type { DeadLetter, OperationsStatus, OutgoingMail } from '#designer/client/operations.ts';
import type { Attainment, Holders, Promised } from '#designer/client/service-levels.ts';
import type { Group, Me, Queue, Role, Token, User } from '#designer/client/types/people.ts';
import type { ChangeQuestions, ChangeRisk } from '#designer/client/types/risk.ts';
import type { Progress, Run } from '#designer/client/types/runs.ts';
import type { StandardChange } from '#designer/client/types/standard-changes.ts';
import type { Approval, DecidedByLink, Linked, Task } from '#designer/client/types/tasks.ts';
import type {
  CatalogItem,
  Clock,
  Comment,
  Ticket,
  TicketEvent,
  TicketHolder,
} from '#designer/client/types/tickets.ts';
import type { Wallboard } from '#designer/client/wallboard.ts';

type Answer<T extends TSchema> = Static<T>;

describe('what the API answers', () => {
  it('fits what the pages read', () => {
    expectTypeOf<Answer<typeof StandardAnswer>>().toExtend<StandardChange>();
    expectTypeOf<Answer<typeof TicketAnswer>>().toExtend<Ticket>();
    expectTypeOf<Answer<typeof ChangeRiskAnswer>>().toExtend<ChangeRisk>();
    expectTypeOf<Answer<typeof QuestionsAnswer>>().toExtend<ChangeQuestions>();
    expectTypeOf<Answer<typeof AttainmentAnswer>>().toExtend<Attainment>();
    expectTypeOf<Answer<typeof PromisesAnswer>['items'][number]>().toExtend<Promised>();
    expectTypeOf<Answer<typeof HoldersAnswer>>().toExtend<Holders>();
    expectTypeOf<Answer<typeof TicketHoldersAnswer>['holders'][number]>().toExtend<TicketHolder>();
    expectTypeOf<Answer<typeof WallboardAnswer>>().toExtend<Wallboard>();
    expectTypeOf<Answer<typeof CommentAnswer>>().toExtend<Comment>();
    expectTypeOf<Answer<typeof EventAnswer>>().toExtend<TicketEvent>();
    expectTypeOf<Answer<typeof LinkedAnswer>>().toExtend<Linked>();
    expectTypeOf<Answer<typeof DecidedByLinkAnswer>>().toExtend<DecidedByLink>();
    expectTypeOf<Answer<typeof ClockAnswer>>().toExtend<Clock>();
    expectTypeOf<Answer<typeof TaskAnswer>>().toExtend<Task>();
    expectTypeOf<Answer<typeof ApprovalAnswer>>().toExtend<Approval>();
    expectTypeOf<Answer<typeof CatalogAnswer>>().toExtend<CatalogItem>();
    expectTypeOf<Answer<typeof RunAnswer>>().toExtend<Run>();
    // The drawing is JSON to the API and a definition to the engine.
    expectTypeOf<Omit<Answer<typeof ProgressAnswer>, 'definition'>>().toExtend<
      Omit<Progress, 'definition'>
    >();
    expectTypeOf<Answer<typeof MeAnswer>>().toExtend<Me>();
    expectTypeOf<Answer<typeof TokenAnswer>>().toExtend<Token>();
    expectTypeOf<Answer<typeof UserAnswer>>().toExtend<User>();
    expectTypeOf<Answer<typeof GroupAnswer>>().toExtend<Group>();
    expectTypeOf<Answer<typeof RoleAnswer>>().toExtend<Role>();
    expectTypeOf<Answer<typeof QueueAnswer>>().toExtend<Queue>();
    expectTypeOf<Answer<typeof LetterAnswer>>().toExtend<DeadLetter>();
    expectTypeOf<Answer<typeof MailAnswer>>().toExtend<OutgoingMail>();
    expectTypeOf<Answer<typeof StatusAnswer>>().toExtend<OperationsStatus>();
  });
});
