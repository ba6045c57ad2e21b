import { Alert, List } from '@mantine/core';
import { messages } from '../../../../shared/messages/messages.js';
import classes from '../settings.module.css';

/** Lists why a file was refused. Screen readers read the list out when it appears. */
export const FileProblems = ({ problems }: { problems: readonly string[] }) => {
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" title={messages.groups.refused}>
      <List size="sm" className={classes.problems}>
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
};
