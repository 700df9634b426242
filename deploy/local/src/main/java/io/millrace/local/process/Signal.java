package io.millrace.local.process;

import java.io.IOException;

/** The signals that stop, freeze and kill. Java itself can only send TERM and KILL. */
public enum Signal {
    TERM,
    /** PostgreSQL's fast shutdown: clients are disconnected instead of waited for. */
    INT,
    KILL,
    STOP,
    CONT;

    /** Does nothing when the process is gone. */
    void sendTo(long pid) {
        try {
            // The shell's own kill, for not every machine has the program.
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name() + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CannotStart("cannot send SIG" + name() + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
