package org.kennwilliamson.roster.platform.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import org.kennwilliamson.roster.platform.config.Setting;

/**
 * A file by its path, or by the URL that {@code BACKUP_COPY_URL} may name its place by: {@code file:///mnt/nfs/backups/NAME},
 * {@code s3://bucket/prefix/NAME}.
 */
@RegisterForReflection
public final class FileConverter implements ITypeConverter<FileArgument> {

    private static final String URL = "file:///";
    private static final String BUCKET = "s3://";

    /** A database's name is percent-encoded in that of its backup. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!_.*'()%-]+");

    @Override
    public FileArgument convert(String value) {
        return new FileArgument(value, value.startsWith(BUCKET) ? requireInABucket(value) : Optional.of(path(value)));
    }

    private static Optional<Path> requireInABucket(String value) {
        int slash = value.lastIndexOf('/');
        if (slash < BUCKET.length()
                || !Setting.BACKUP_COPY_URL.form().accepts().test(value.substring(0, slash))
                || !NAME.matcher(value.substring(slash + 1)).matches()) {
            throw new TypeConversionException("'" + value + "' is not s3://bucket/prefix/NAME");
        }
        return Optional.empty();
    }

    private static Path path(String value) {
        try {
            return value.startsWith(URL) ? Path.of(URI.create(value)) : Path.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not a file: " + e.getMessage());
        }
    }
}
