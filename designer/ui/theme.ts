/**
 * Mantine dressed as Perdura. The colours live in tokens.css as meanings; this file lays Mantine's own variables over
 * them, so that a component of the kit and one of ours standing side by side cannot be told apart. Control sizes:
 * xs 26 px and sm 32 px for dense work, md 40 px and lg 48 px for pages people come to once.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeComponents,
} from '@mantine/core';

const iris: MantineColorsTuple = [
  '#f1f2fd',
  '#e0e2fa',
  '#bfc3f3',
  '#9ca3ec',
  '#7e86e4',
  '#6a73de',
  '#4650c4',
  '#3a43ad',
  '#333b98',
  '#2a3180',
];
const slate: MantineColorsTuple = [
  '#fafafb',
  '#f3f4f6',
  '#e7e8ec',
  '#d2d5dc',
  '#b4b9c4',
  '#8a91a0',
  '#626a79',
  '#4d5563',
  '#2e333d',
  '#1a1d23',
];
const night: MantineColorsTuple = [
  '#e8eaef',
  '#b0b7c4',
  '#939bab',
  '#6d7585',
  '#383d47',
  '#262930',
  '#1c1f25',
  '#15171b',
  '#0f1013',
  '#0b0c0e',
];
const green: MantineColorsTuple = [
  '#e5f4ec',
  '#c9e8d7',
  '#9dd5b8',
  '#6fd3a0',
  '#3fae76',
  '#2a9a64',
  '#1f8a54',
  '#1a7648',
  '#17683f',
  '#104d2e',
];
const amber: MantineColorsTuple = [
  '#fdf2df',
  '#fae2bb',
  '#f5cd8b',
  '#f0bb6b',
  '#dd9631',
  '#d08619',
  '#c77a0a',
  '#a4640a',
  '#85500a',
  '#643c06',
];
const red: MantineColorsTuple = [
  '#fdeceb',
  '#fad3d1',
  '#f6b0ad',
  '#ff9a94',
  '#e5605c',
  '#da4845',
  '#cf3636',
  '#bd2d2d',
  '#b02525',
  '#861a1a',
];
const blue: MantineColorsTuple = [
  '#e6f1fa',
  '#cbe2f4',
  '#a3cbe9',
  '#86c1ee',
  '#4c9ad6',
  '#3888c8',
  '#2878b8',
  '#226aa5',
  '#1e5f95',
  '#154770',
];

type Sized = { size?: unknown };
/** Nothing that is pressed is lower than 24 px (WCAG 2.2, 2.5.8). */
const HEIGHT: Record<string, string> = {
  'compact-xs': '24px',
  xs: '26px',
  sm: '32px',
  md: '40px',
  lg: '48px',
};
const FONT: Record<string, string> = { xs: '12px', sm: '13px', md: '15px', lg: '16px' };
const PADDING: Record<string, string> = { xs: '8px', sm: '12px', md: '16px', lg: '20px' };
const of = (table: Record<string, string>, size: unknown) =>
  typeof size === 'string' ? table[size] : undefined;

const input = {
  defaultProps: { size: 'sm' },
};

const components: MantineThemeComponents = {
  Input: {
    defaultProps: { size: 'sm' },
    vars: (_theme: unknown, props: Sized) => ({
      wrapper: {
        '--input-height': of(HEIGHT, props.size),
        '--input-fz': of(FONT, props.size),
        '--input-padding': props.size === 'xs' ? '8px' : '10px',
      },
    }),
  },
  InputWrapper: {
    defaultProps: { size: 'sm' },
    styles: {
      label: { marginBlockEnd: 4 },
      description: { marginBlockEnd: 6, lineHeight: 1.4 },
      error: { marginBlockStart: 6 },
    },
    vars: (_theme: unknown, props: Sized) => ({
      label: {
        '--input-label-size': of(FONT, props.size),
        '--input-asterisk-color': 'var(--p-bad-text)',
      },
      error: { '--input-error-size': of({ ...FONT, sm: '12.5px' }, props.size) },
      description: {
        '--input-description-size': of({ ...FONT, sm: '12.5px', md: '14px' }, props.size),
      },
    }),
  },
  TextInput: input,
  Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 3 } },
  PasswordInput: input,
  NumberInput: input,
  Select: {
    defaultProps: {
      size: 'sm',
      checkIconPosition: 'right',
      comboboxProps: { shadow: 'md', transitionProps: { duration: 80 } },
    },
  },
  MultiSelect: {
    defaultProps: {
      size: 'sm',
      comboboxProps: { shadow: 'md', transitionProps: { duration: 80 } },
    },
  },
  TagsInput: input,
  Button: {
    defaultProps: { size: 'sm' },
    vars: (_theme: unknown, props: Sized) => ({
      root: {
        '--button-height': of(HEIGHT, props.size),
        '--button-fz': of(FONT, props.size),
        '--button-padding-x': of(PADDING, props.size),
      },
    }),
  },
  ActionIcon: {
    defaultProps: { variant: 'subtle', color: 'gray', size: 'md' },
    vars: (_theme: unknown, props: Sized) => ({
      root: {
        '--ai-size': of({ xs: '20px', sm: '24px', md: '28px', lg: '36px', xl: '44px' }, props.size),
      },
    }),
  },
  Tooltip: {
    defaultProps: {
      openDelay: 350,
      closeDelay: 50,
      withArrow: false,
      offset: 6,
      fz: 12,
      px: 8,
      py: 4,
      transitionProps: { duration: 80 },
    },
  },
  Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, offset: 4 } },
  Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
  Modal: {
    defaultProps: {
      centered: true,
      radius: 10,
      padding: 20,
      overlayProps: { color: 'var(--p-scrim)', backgroundOpacity: 1, blur: 0 },
      transitionProps: { duration: 120, transition: 'pop' },
    },
    styles: {
      content: { background: 'var(--p-raised)' },
      header: { background: 'var(--p-raised)', minHeight: 0, paddingBlock: '16px 8px' },
      title: { fontSize: 16, fontWeight: 600, lineHeight: 1.35, paddingInlineEnd: 12 },
    },
  },
  Drawer: {
    defaultProps: {
      overlayProps: { color: 'var(--p-scrim)', backgroundOpacity: 1 },
      transitionProps: { duration: 160 },
    },
    styles: { title: { fontSize: 16, fontWeight: 600 } },
  },
  Checkbox: { defaultProps: { size: 'xs' } },
  Switch: { defaultProps: { size: 'sm' } },
  SegmentedControl: { defaultProps: { size: 'xs' } },
  Tabs: { defaultProps: { keepMounted: false } },
  Skeleton: { defaultProps: { radius: 4 } },
};

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  colors: { iris, gray: slate, dark: night, green, yellow: amber, orange: amber, red, blue },
  fontFamily: 'var(--p-font)',
  fontFamilyMonospace: 'var(--p-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px' },
      h2: { fontSize: '17px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  shadows: {
    xs: 'none',
    sm: 'var(--p-shadow)',
    md: 'var(--p-shadow)',
    lg: 'var(--p-shadow-lg)',
    xl: 'var(--p-shadow-lg)',
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components,
});

/** Mantine's variables, laid over ours. The same table serves both schemes, because tokens.css already differs by scheme. */
export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--p-bg)',
    '--mantine-color-text': 'var(--p-text)',
    '--mantine-color-bright': 'var(--p-text)',
    '--mantine-color-dimmed': 'var(--p-text-3)',
    '--mantine-color-placeholder': 'var(--p-text-3)',
    '--mantine-color-anchor': 'var(--p-accent-text)',
    '--mantine-color-error': 'var(--p-bad-text)',
    '--mantine-color-default': 'var(--p-surface)',
    '--mantine-color-default-hover': 'var(--p-hover)',
    '--mantine-color-default-color': 'var(--p-text)',
    '--mantine-color-default-border': 'var(--p-line-strong)',
    '--mantine-color-disabled': 'var(--p-sunken)',
    '--mantine-color-disabled-color': 'var(--p-text-3)',
    '--mantine-color-disabled-border': 'var(--p-line)',
    '--mantine-primary-color-filled': 'var(--p-accent)',
    '--mantine-primary-color-filled-hover': 'var(--p-accent-hover)',
    '--mantine-color-iris-filled': 'var(--p-accent)',
    '--mantine-color-iris-filled-hover': 'var(--p-accent-hover)',
    '--mantine-color-iris-light': 'var(--p-accent-soft)',
    '--mantine-color-iris-light-hover': 'var(--p-accent-soft)',
    '--mantine-color-iris-light-color': 'var(--p-accent-text)',
    '--mantine-color-iris-outline': 'var(--p-accent-text)',
    '--mantine-color-gray-light': 'var(--p-hover)',
    '--mantine-color-gray-light-hover': 'var(--p-line)',
    '--mantine-color-gray-light-color': 'var(--p-text-2)',
    // Behind white letters, so it is dark in both schemes.
    '--mantine-color-red-filled': 'var(--mantine-color-red-8)',
    '--mantine-color-red-filled-hover': 'var(--mantine-color-red-9)',
    '--mantine-color-red-light': 'var(--p-bad-soft)',
    '--mantine-color-red-light-color': 'var(--p-bad-text)',
    '--mantine-color-green-light': 'var(--p-good-soft)',
    '--mantine-color-green-light-color': 'var(--p-good-text)',
    '--mantine-color-yellow-light': 'var(--p-warn-soft)',
    '--mantine-color-yellow-light-color': 'var(--p-warn-text)',
    '--mantine-color-blue-light': 'var(--p-info-soft)',
    '--mantine-color-blue-light-color': 'var(--p-info-text)',
  };
  return { variables: {}, light: both, dark: both };
};
