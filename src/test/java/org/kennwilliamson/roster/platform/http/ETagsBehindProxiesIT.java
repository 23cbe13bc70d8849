package org.kennwilliamson.roster.platform.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.FreePort;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Real proxies that compress, as Debian packages them: what they make of ETags must work like the ETag itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class ETagsBehindProxiesIT {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path APACHE = Path.of("/usr/sbin/apache2");

    private Path folder;

    private RosterProcess roster;

    /** A proxy that root starts serves as somebody else, who must be able to read here. */
    @BeforeAll
    void startRoster(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        roster = RosterProcess.start(TestDatabase.fresh().environment()).ready();
    }

    @AfterAll
    void stopRoster() {
        roster.close();
    }

    @Test
    @EnabledIf("hasNginx")
    void behindNginxAVersionIsKnownAndALostUpdateIsRefused() throws IOException {
        int port = FreePort.any();
        Path configuration = configuration("nginx", """
                daemon off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    gzip on;
                    gzip_types application/json;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { proxy_pass http://127.0.0.1:%3$d; }
                    }
                }
                """.formatted(folder, port, roster.port()));

        assertVersionsAreTold(
                port,
                "W/\"1\"",
                NGINX.toString(),
                "-e",
                "stderr",
                "-p",
                folder.toString(),
                "-c",
                configuration.toString());
    }

    @Test
    @EnabledIf("hasApache")
    void behindApacheAVersionIsKnownAndALostUpdateIsRefused() throws IOException {
        int port = FreePort.any();
        Path configuration = configuration("apache", """
                ServerName localhost
                ServerRoot /usr/lib/apache2
                DefaultRuntimeDir %1$s
                PidFile %1$s/apache.pid
                ErrorLog %1$s/apache.log
                Listen 127.0.0.1:%2$d
                User www-data
                Group www-data
                LoadModule mpm_event_module modules/mod_mpm_event.so
                LoadModule authz_core_module modules/mod_authz_core.so
                LoadModule filter_module modules/mod_filter.so
                LoadModule deflate_module modules/mod_deflate.so
                LoadModule proxy_module modules/mod_proxy.so
                LoadModule proxy_http_module modules/mod_proxy_http.so
                AddOutputFilterByType DEFLATE application/json
                ProxyPass / http://127.0.0.1:%3$d/
                """.formatted(folder, port, roster.port()));

        assertVersionsAreTold(port, "\"1-gzip\"", APACHE.toString(), "-DFOREGROUND", "-f", configuration.toString());
    }

    private void assertVersionsAreTold(int port, String changed, String... proxy) throws IOException {
        Process process = new ProcessBuilder(proxy).inheritIO().start();
        try {
            Ready.until("the proxy answers", () -> Ready.status(port, "/v1/roles") == 200);
            String user = "/v1/users/" + aUser();

            Response read = through(port).get(user);
            assertThat(read.header("Content-Encoding")).isEqualTo("gzip");
            String etag = read.header("ETag");
            assertThat(etag).as("what the proxy makes of \"1\"").isEqualTo(changed);

            assertThat(through(port).header("If-None-Match", etag).get(user).statusCode())
                    .isEqualTo(304);
            assertThat(change(port, user, etag).statusCode()).isEqualTo(200);
            assertThat(change(port, user, etag).statusCode())
                    .as("the second change of one version")
                    .isEqualTo(412);
            assertThat(through(port).header("If-None-Match", etag).get(user).statusCode())
                    .isEqualTo(200);
        } finally {
            process.destroy();
        }
    }

    private String aUser() {
        return roster.as(Token.admin())
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail(), "displayName", "Somebody ".repeat(20)))
                .post("/v1/users")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .extract()
                .path("id");
    }

    private static Response change(int port, String user, String etag) {
        return through(port)
                .header("If-Match", etag)
                .contentType("application/merge-patch+json")
                .body(Map.of("active", false))
                .patch(user);
    }

    private static RequestSpecification through(int port) {
        return given().noFilters()
                .port(port)
                .header("Authorization", "Bearer " + Token.admin())
                .header("Accept-Encoding", "gzip");
    }

    private Path configuration(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".conf"), text);
    }

    static boolean hasNginx() {
        return Files.isExecutable(NGINX);
    }

    static boolean hasApache() {
        return Files.isExecutable(APACHE);
    }
}
