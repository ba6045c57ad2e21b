import type { StartedSecondFactorAnswer } from '@dwell/shared';
import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { messages } from '../../../shared/messages/messages.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { notifyDone } from '../../../shared/ui/notify.js';
import { SecretDialog } from '../../../shared/ui/SecretDialog.js';
import { QueryView } from '../../../shared/ui/states.js';
import {
  useConfirmSecondFactor,
  useRenewRecoveryCodes,
  useSecondFactor,
  useStartSecondFactor,
  useTurnOffSecondFactor,
} from '../api/second-factor.js';
import { QrCode } from './QrCode.js';

const text = messages.secondFactor;

interface DialogProps {
  onClose: () => void;
}

/** Turns the second factor of the user on, or if it is on, turns it off or renews its recovery codes. */
export const SecondFactorDialog = ({ onClose }: DialogProps) => {
  const [step, setStep] = useState<'turn on' | 'renew' | 'turn off'>();
  const secondFactor = useSecondFactor();
  if (step === 'turn on') return <TurnOn onClose={onClose} />;
  if (step === 'renew') return <Renew onClose={onClose} />;
  if (step === 'turn off') return <TurnOff onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={text.title}>
      <QueryView query={secondFactor}>
        {({ on, recovery_codes_left }) => (
          <Stack gap="md">
            <Text size="sm">{on ? text.on : text.offIntro}</Text>
            {on && <Text size="sm">{text.codesLeft(recovery_codes_left)}</Text>}
            <Group justify="flex-end" gap="xs">
              {on ? (
                <>
                  <Button variant="default" onClick={() => setStep('renew')}>
                    {text.renew}
                  </Button>
                  <Button color="red" onClick={() => setStep('turn off')}>
                    {text.turnOff}
                  </Button>
                </>
              ) : (
                <Button onClick={() => setStep('turn on')}>{text.turnOn}</Button>
              )}
            </Group>
          </Stack>
        )}
      </QueryView>
    </Modal>
  );
};

const PASSWORD_FIELD = {
  name: 'current_password',
  label: text.password,
  type: 'current-password',
  required: true,
} as const;

const CODE_FIELD = { name: 'code', label: text.code, type: 'code', required: true } as const;

const PROOF = [PASSWORD_FIELD, { ...CODE_FIELD, description: text.codeOrRecoveryHint }] as const;

const TurnOn = ({ onClose }: DialogProps) => {
  const start = useStartSecondFactor();
  if (start.data) return <Confirm started={start.data} onClose={onClose} />;
  return (
    <FormDialog
      title={text.title}
      action={text.next}
      fields={[PASSWORD_FIELD]}
      mutation={start}
      onClose={onClose}
    />
  );
};

const Confirm = ({ started, onClose }: DialogProps & { started: StartedSecondFactorAnswer }) => {
  const confirm = useConfirmSecondFactor(started.setup);
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onClose={onClose} />;
  return (
    <FormDialog
      title={text.title}
      action={text.turnOn}
      fields={[CODE_FIELD]}
      mutation={confirm}
      onClose={onClose}
    >
      <Text size="sm">{text.scan}</Text>
      <Group justify="center">
        <QrCode text={started.uri} label={text.qrCode} />
      </Group>
      <Text size="sm">
        {text.key}: <Code data-testid="secret">{started.secret.replace(/.{4}(?=.)/g, '$& ')}</Code>
      </Text>
    </FormDialog>
  );
};

const Renew = ({ onClose }: DialogProps) => {
  const renew = useRenewRecoveryCodes();
  if (renew.data) return <RecoveryCodes codes={renew.data.recovery_codes} onClose={onClose} />;
  return (
    <FormDialog title={text.renew} fields={PROOF} mutation={renew} onClose={onClose}>
      <Text size="sm">{text.renewIntro}</Text>
    </FormDialog>
  );
};

const TurnOff = ({ onClose }: DialogProps) => (
  <FormDialog
    title={text.turnOffTitle}
    action={text.turnOff}
    fields={PROOF}
    mutation={useTurnOffSecondFactor()}
    onSuccess={() => {
      notifyDone(text.turnedOff);
      onClose();
    }}
    onClose={onClose}
  >
    <Text size="sm">{text.turnOffIntro}</Text>
  </FormDialog>
);

const RecoveryCodes = ({ codes, onClose }: DialogProps & { codes: readonly string[] }) => (
  <SecretDialog
    title={text.recoveryCodes}
    hint={text.recoveryCodesOnce}
    secret={codes.join('\n')}
    onClose={onClose}
  />
);
