import type { ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

/** Pine and paper with a seal's red: the same palette as the public pages (`public/public.css`). */
const pine = '#1b5549';
const seal = '#b23a2a';

const sans =
  "-apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Segoe UI', Roboto, sans-serif";

const theme: ThemeConfig = {
  cssVar: { key: 'lx' },
  token: {
    colorPrimary: pine,
    colorInfo: pine,
    colorLink: '#1f5f53',
    colorError: seal,
    colorWarning: '#a8690f',
    colorSuccess: '#2c7a4b',
    colorSuccessBg: '#e8f2ea',
    colorSuccessBorder: '#a9cbb3',
    colorInfoBg: '#e9f0ea',
    colorInfoBorder: '#a9c3b8',
    colorPrimaryBg: '#e9f0ea',
    colorWarningBg: '#fbf2df',
    colorWarningBorder: '#dfc086',
    colorErrorBg: '#fbebe7',
    colorErrorBorder: '#e3b3a9',
    colorTextBase: '#1d2624',
    colorTextSecondary: '#4d5753',
    colorTextTertiary: '#5b6561',
    colorTextDescription: '#5b6561',
    colorTextPlaceholder: '#68726d',
    colorBgLayout: '#f6f3ec',
    colorBgContainer: '#fffdf9',
    colorBorder: '#bdb6a6',
    colorBorderSecondary: '#e4ddcf',
    fontFamily: sans,
    fontSize: 15,
    lineHeight: 1.65,
    borderRadius: 6,
    controlHeight: 36,
  },
  components: {
    Table: { headerBg: '#efeade', headerColor: '#3a4440', cellPaddingBlock: 10 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Form: { labelColor: '#3a4440', verticalLabelPadding: '0 0 4px' },
    Tabs: { titleFontSize: 15 },
  },
};

const still: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };

const asked = () => matchMedia('(prefers-reduced-motion: reduce)');

const onChange = (tell: () => void): (() => void) => {
  const query = asked();
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** The theme, without any movement for whoever asked their system for less of it; `app.css` does the same for our own rules. */
export const useTheme = (): ThemeConfig => (useSyncExternalStore(onChange, () => asked().matches) ? still : theme);
