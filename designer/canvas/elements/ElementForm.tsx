/** The form of each element type. A new element means one file and one line here; the compiler asks for it. */
import type { ReactNode } from 'react';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Element } from '#engine/definition.ts';
import { ActivityFields } from './Activity.tsx';
import { ApprovalForm } from './Approval.tsx';
import { BusinessRuleTaskForm } from './BusinessRuleTask.tsx';
import { CabReviewForm } from './CabReview.tsx';
import { BoundaryEventForm, CatchEventForm, EndEventForm, ThrowEventForm } from './Events.tsx';
import { ChoiceForm, EventBasedGatewayForm, ParallelGatewayForm } from './Gateways.tsx';
import { CallActivityForm, SubProcessForm } from './Scopes.tsx';
import { ServiceTaskForm } from './ServiceTask.tsx';
import { StartEventForm } from './StartEvent.tsx';
import { UserTaskForm } from './UserTask.tsx';

export const ElementForm = ({ element }: { element: Element }): ReactNode => (
  <>
    <OwnForm element={element} />
    {isActivity(element) && <ActivityFields element={element} />}
  </>
);

const OwnForm = ({ element }: { element: Element }): ReactNode => {
  switch (element.type) {
    case 'startEvent':
      return <StartEventForm element={element} />;
    case 'userTask':
      return <UserTaskForm element={element} />;
    case 'approval':
      return <ApprovalForm element={element} />;
    case 'cabReview':
      return <CabReviewForm element={element} />;
    case 'serviceTask':
      return <ServiceTaskForm element={element} />;
    case 'businessRuleTask':
      return <BusinessRuleTaskForm element={element} />;
    case 'exclusiveGateway':
    case 'inclusiveGateway':
      return <ChoiceForm element={element} />;
    case 'parallelGateway':
      return <ParallelGatewayForm element={element} />;
    case 'eventBasedGateway':
      return <EventBasedGatewayForm element={element} />;
    case 'intermediateCatchEvent':
      return <CatchEventForm element={element} />;
    case 'boundaryEvent':
      return <BoundaryEventForm element={element} />;
    case 'intermediateThrowEvent':
      return <ThrowEventForm element={element} />;
    case 'subProcess':
      return <SubProcessForm element={element} />;
    case 'callActivity':
      return <CallActivityForm element={element} />;
    case 'endEvent':
      return <EndEventForm element={element} />;
  }
};
