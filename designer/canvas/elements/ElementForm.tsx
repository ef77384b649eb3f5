/** The form of each element type. A new element means one file and one line here; the compiler asks for it. */
import type { ReactNode } from 'react';
import type { Element } from '#engine/definition.ts';
import { ApprovalForm } from './Approval.tsx';
import { BusinessRuleTaskForm } from './BusinessRuleTask.tsx';
import { EndEventForm, TimerForm } from './Events.tsx';
import { ExclusiveGatewayForm, ParallelGatewayForm } from './Gateways.tsx';
import { ServiceTaskForm } from './ServiceTask.tsx';
import { StartEventForm } from './StartEvent.tsx';
import { UserTaskForm } from './UserTask.tsx';

export const ElementForm = ({ element }: { element: Element }): ReactNode => {
  switch (element.type) {
    case 'startEvent':
      return <StartEventForm element={element} />;
    case 'userTask':
      return <UserTaskForm element={element} />;
    case 'approval':
      return <ApprovalForm element={element} />;
    case 'serviceTask':
      return <ServiceTaskForm element={element} />;
    case 'businessRuleTask':
      return <BusinessRuleTaskForm element={element} />;
    case 'exclusiveGateway':
      return <ExclusiveGatewayForm element={element} />;
    case 'parallelGateway':
      return <ParallelGatewayForm element={element} />;
    case 'intermediateCatchEvent':
      return <TimerForm element={element} />;
    case 'endEvent':
      return <EndEventForm element={element} />;
    default:
      return null;
  }
};
