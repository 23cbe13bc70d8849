package org.kennwilliamson.roster.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;

import org.kennwilliamson.roster.backup.archive.BackupException;

/** What a class says in the log. */
public final class Said {

    private Said() {}

    /** Something that may fail. */
    public interface Work {

        void run() throws BackupException;
    }

    /** The messages of a class while it works. */
    public static List<String> by(Class<?> source, Work work) throws BackupException {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                messages.add(new PatternFormatter("%s").format(logged));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(source.getName());
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return messages;
    }
}
