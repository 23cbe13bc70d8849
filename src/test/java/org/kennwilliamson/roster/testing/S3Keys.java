package org.kennwilliamson.roster.testing;

import java.nio.file.Path;
import java.util.Map;

/** Credentials as AWS' own chain finds them in this JVM, and none else that the machine may have. */
public final class S3Keys implements AutoCloseable {

    private static final String ID = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    private final Map<String, String> others;

    private S3Keys(Path nowhere) {
        others = Map.of(
                "aws.sharedCredentialsFile", nowhere.toString(),
                "aws.configFile", nowhere.toString(),
                "aws.disableEc2Metadata", "true");
        others.forEach(System::setProperty);
    }

    /** @param nowhere a file that isn't there */
    public static S3Keys none(Path nowhere) {
        return new S3Keys(nowhere);
    }

    /** As {@link #none}, with this pair. */
    public static S3Keys of(String id, String secret, Path nowhere) {
        S3Keys keys = none(nowhere);
        System.setProperty(ID, id);
        System.setProperty(SECRET, secret);
        return keys;
    }

    @Override
    public void close() {
        others.keySet().forEach(System::clearProperty);
        System.clearProperty(ID);
        System.clearProperty(SECRET);
    }
}
