package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * S3Proxy at work: a store that speaks S3 and checks signatures, on files of this machine. It knows neither regions nor
 * checksums of parts; the signature has the hash of what is sent.
 */
public final class S3Proxy implements AutoCloseable {

    public static final String KEY_ID = "a-test";
    public static final String KEY = "se.cret-of-a-test";
    public static final String BUCKET = "bucket";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Proxy(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * One that is up, with a bucket.
     *
     * @param folder what it stores; created if it isn't there
     * @param more lines of its configuration
     */
    public static S3Proxy start(Path folder, String... more) {
        try {
            int port = FreePort.any();
            Files.createDirectories(folder.resolve("data").resolve(BUCKET));
            Files.writeString(folder.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");
            Files.writeString(folder.resolve("s3proxy.conf"), """
                            s3proxy.endpoint=http://127.0.0.1:%d
                            s3proxy.authorization=aws-v4
                            s3proxy.identity=%s
                            s3proxy.credential=%s
                            s3proxy.ignore-unknown-headers=true
                            jclouds.provider=filesystem-nio2
                            jclouds.filesystem.basedir=%s
                            %s
                            """.formatted(
                            port, KEY_ID, KEY, folder.resolve("data"), String.join("\n", more)));
            S3Proxy proxy = new S3Proxy(folder, port);
            proxy.up();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Where an object of this name lies. */
    public Path file(String key) {
        return folder.resolve("data").resolve(BUCKET).resolve(key);
    }

    /** Begins again where it was stopped. */
    public void up() {
        try {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                            "-cp",
                            Files.readString(Path.of("target", "s3proxy.classpath")),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            folder.resolve("s3proxy.conf").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Ready.until("S3Proxy listens", this::listens);
    }

    /** SIGKILL. */
    public void down() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        down();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
