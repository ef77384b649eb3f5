/** A catalog item's picture, by the name its author gave; a box where the name is not known. */
import {
  IconBolt,
  IconBuilding,
  IconDeviceDesktop,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconHeadset,
  IconKey,
  IconLock,
  IconMail,
  IconNetwork,
  IconPackage,
  IconPrinter,
  IconServer,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';

const ICONS: Record<string, TablerIcon> = {
  bolt: IconBolt,
  building: IconBuilding,
  desktop: IconDeviceDesktop,
  'device-desktop': IconDeviceDesktop,
  'device-laptop': IconDeviceLaptop,
  laptop: IconDeviceLaptop,
  'device-mobile': IconDeviceMobile,
  phone: IconDeviceMobile,
  headset: IconHeadset,
  key: IconKey,
  lock: IconLock,
  mail: IconMail,
  network: IconNetwork,
  printer: IconPrinter,
  server: IconServer,
  'user-plus': IconUserPlus,
};

export function CatalogIcon({ name, size = 22 }: { name: string | null; size?: number }) {
  const Icon = ICONS[name ?? ''] ?? IconPackage;
  return <Icon size={size} stroke={1.5} aria-hidden="true" />;
}
