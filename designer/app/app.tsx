import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ProblemError } from '../client';
import { useLanguage } from '../i18n';
import { Door } from './door';
import { makeRouter } from './router';
import { useTheme } from './theme';
import './app.css';

const lasting = (error: unknown) => error instanceof ProblemError && error.problem.status < 500;

const makeClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !lasting(error) && count < 2 } },
  });

/** The staff application: language, theme, server state, then the door. */
export function App() {
  const client = useMemo(makeClient, []);
  return (
    <QueryClientProvider client={client}>
      <Dressed>
        <Door>
          <Inside />
        </Door>
      </Dressed>
    </QueryClientProvider>
  );
}

function Dressed({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>{children}</AntApp>
    </ConfigProvider>
  );
}

/** The rooms, each at its own address. */
function Inside() {
  const router = useMemo(makeRouter, []);
  return <RouterProvider router={router} />;
}
