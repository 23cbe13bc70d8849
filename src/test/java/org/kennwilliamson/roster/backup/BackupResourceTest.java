package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Backups by the API. */
@QuarkusTest
class BackupResourceTest extends ApiTest {

    @Test
    void aBackupIsMadeProvedAndAudited() {
        Response started = start();
        String id = started.path("id");
        started.then()
                .header("Location", endsWith(address(id)))
                .body("state", equalTo("running"))
                .body("phase", equalTo("dumping"));

        Response made = ended(id);

        made.then()
                .body("state", equalTo("verified"))
                .body("percent", equalTo(100))
                .body("reason", nullValue());
        assertThat(made.<String>path("file")).endsWith(".dump.age");
        assertThat(file(made)).isRegularFile().hasSize(made.<Integer>path("bytes"));
        Api.get("/v1/audit-events?entity=backup:" + id)
                .then()
                .body("items.action", contains("backup.verified", "backup.made"))
                .body("items[0].actor", equalTo("a-test"))
                .body("items[0].after.file", equalTo(made.path("file")));
    }

    @Test
    void theNewestIsListedFirstAPageAtATime() {
        String earlier = ended(start().path("id")).path("id");
        String later = ended(start().path("id")).path("id");

        Response first = Api.get("/v1/backups?limit=1");
        first.then().body("items.id", contains(later));
        Api.get("/v1/backups?limit=1&after=" + first.path("next")).then().body("items.id", contains(earlier));
        assertThat(first.header("Link")).contains("rel=\"next\"");
    }

    @Test
    void whatRotsOnTheDiskIsFound() throws IOException {
        Response made = ended(start().path("id"));
        String id = made.path("id");

        verify(id).then().statusCode(202).header("Location", endsWith(address(id)));
        ended(id).then().body("state", equalTo("verified"));

        byte[] bytes = Files.readAllBytes(file(made));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(made), bytes);
        verify(id).then().statusCode(202);
        ended(id)
                .then()
                .body("state", equalTo("failed"))
                .body("reason", containsString("is not the file that its manifest describes"));
        Api.get("/v1/audit-events?entity=backup:" + id)
                .then()
                .body("items.action", contains("backup.refuted", "backup.read-back", "backup.verified", "backup.made"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String nobodys = "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90";

        Api.get(address(nobodys)).then().statusCode(404).body("detail", equalTo("There is no such backup."));
        verify(nobodys).then().statusCode(404);
        Api.get(address("latest")).then().statusCode(404);
        Api.get("/v1/backups?limit=0").then().statusCode(400);
    }

    private static Response start() {
        Response started = Api.as(Token.of("a-test", "admin")).post("/v1/backups");
        started.then().statusCode(202);
        return started;
    }

    private static Response verify(String id) {
        return RestAssured.given().post(address(id) + "/verification");
    }

    private static Response ended(String id) {
        Ready.until("the run ends", () -> !"running".equals(Api.get(address(id)).path("state")));
        return Api.get(address(id));
    }

    private static String address(String id) {
        return "/v1/backups/" + id;
    }

    private static Path file(Response backup) {
        return Path.of(ConfigProvider.getConfig().getValue("BACKUP_DIR", String.class))
                .resolve(backup.<String>path("file"));
    }
}
