/** What is settled about major incidents: how often and to whom updates go, services, templates, and who may read the status page. */
import { MajorUsual } from './MajorUsual.tsx';
import { Services } from './Services.tsx';
import { StatusAddress } from './StatusAddress.tsx';
import classes from './settings-major.module.css';
import { Templates } from './Templates.tsx';

export const Majors = () => (
  <div className={classes.parts}>
    <MajorUsual />
    <Services />
    <Templates />
    <StatusAddress />
  </div>
);
