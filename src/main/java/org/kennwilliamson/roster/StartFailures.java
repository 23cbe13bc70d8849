package org.kennwilliamson.roster;

import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

import io.quarkus.logging.LoggingFilter;

import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * Says in one line why the ports could not be opened, where the framework shows where in its code that was: a certificate
 * or a key that its variables name is missing, or can't be used.
 */
@LoggingFilter(name = "start-failures")
public final class StartFailures implements Filter {

    private static final String FRAMEWORK = "io.quarkus.runtime.Application";
    private static final String SERVER = "Unable to start HTTP server";
    private static final String REMEDY = ": correct the variables of TLS, see docs/transport.md";

    /** Lets every record pass, and shortens that one. */
    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getThrown() != null && FRAMEWORK.equals(record.getLoggerName())) {
            line(record.getThrown()).ifPresent(line -> {
                record.setMessage(line);
                record.setParameters(null);
                record.setThrown(null);
            });
        }
        return true;
    }

    private static Optional<String> line(Throwable failure) {
        return first(failure, FileSystemException.class::isInstance)
                .map(file -> "Roster can't start: " + file.getMessage()
                        + (file instanceof NoSuchFileException ? " doesn't exist" : " can't be read") + REMEDY)
                .or(() -> first(failure, cause -> SERVER.equals(cause.getMessage()))
                        .map(server -> "Roster can't start: " + OneLine.of(root(server)) + REMEDY));
    }

    private static Optional<Throwable> first(Throwable failure, Predicate<Throwable> wanted) {
        return causes(failure).filter(wanted).findFirst();
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
