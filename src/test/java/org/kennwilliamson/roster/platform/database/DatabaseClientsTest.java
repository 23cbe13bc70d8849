package org.kennwilliamson.roster.platform.database;

import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Scrape;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DatabaseClientsTest extends ApiTest {

    private static final Sql SLOW = new Sql("test.slow", "select pg_sleep($1)");

    @Inject
    Database database;

    @Test
    void thePoolIsSeenAlsoAfterItWasRenewed() {
        database.reconnect();

        CompletableFuture<?> slow = database.run(SLOW, Tuple.of(0.5)).subscribeAsCompletionStage();

        Ready.until(
                "it is in use", () -> scrape().value("sql_pool_active{pool_name=\"writes\",pool_type=\"sql\"}") == 1);
        slow.join();
        assertThat(scrape().value("roster_statement_seconds_sum{statement=\"test.slow\"}"))
                .isGreaterThanOrEqualTo(0.5);
    }

    private static Scrape scrape() {
        return Scrape.at(managementPort());
    }
}
