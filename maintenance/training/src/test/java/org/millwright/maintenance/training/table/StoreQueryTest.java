package org.millwright.maintenance.training.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.training.study.CannotTrain;

/** How each store is asked, and what is said when it does not answer. */
final class StoreQueryTest {

    private HttpServer server = create();
    private volatile String asked = "";
    private volatile String body = "";
    private volatile int status = 200;

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked = exchange.getRequestMethod() + " "
                    + URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + sent;
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void questDbIsAskedForItsExport() {
        body = "speed,mode\n1,ok\n";
        assertThat(query(StoreQuery.Kind.QUESTDB, "select * from press", "", "")
                        .read()
                        .rows())
                .containsExactly(List.of("1", "ok"));
        assertThat(asked).isEqualTo("GET /exp?query=select * from press null ");
    }

    @Test
    void influxOneNamesTheSeriesAndItIsLeftOut() {
        body = "name,tags,time,speed\npress,,10,1\npress,,20,2\n";
        Table table = query(StoreQuery.Kind.INFLUX1, "SELECT speed FROM press", "plant", "u:p")
                .read();
        assertThat(asked).isEqualTo("GET /query?epoch=ns&db=plant&q=SELECT speed FROM press Token u:p ");
        assertThat(table.columns()).containsExactly("time", "speed");
        assertThat(table.rows()).containsExactly(List.of("10", "1"), List.of("20", "2"));
    }

    @Test
    void influxTwoIsAskedInFluxAndItsFurtherHeadsAreLeftOut() {
        body = ",result,table,_time,speed\r\n,,0,a,1\r\n\r\n,result,table,_time,speed\r\n,,1,b,2\r\n\r\n";
        Table table = query(StoreQuery.Kind.INFLUX2, "from(bucket: \"plant\")", "works", "secret")
                .read();
        assertThat(asked).isEqualTo("POST /api/v2/query?org=works Token secret from(bucket: \"plant\")");
        assertThat(table.columns()).containsExactly("_time", "speed");
        assertThat(table.rows()).containsExactly(List.of("a", "1"), List.of("b", "2"));
    }

    @Test
    void columnsThatAreNamedAsTheMarksAreKept() {
        body = "name,tags,time,result,name\npress,,10,ok,left\nname,tags,time,result,name\npress,,20,worn,right\n";
        Table one = query(StoreQuery.Kind.INFLUX1, "SELECT result, \"name\" FROM press", "plant", "")
                .read();
        assertThat(one.columns()).containsExactly("time", "result", "name");
        assertThat(one.rows()).containsExactly(List.of("10", "ok", "left"), List.of("20", "worn", "right"));

        body = ",result,table,_time,tags,result\r\n,,0,a,x,ok\r\n";
        Table two = query(StoreQuery.Kind.INFLUX2, "from(bucket: \"plant\")", "works", "")
                .read();
        assertThat(two.columns()).containsExactly("_time", "tags", "result");
    }

    @Test
    void influxThreeIsAskedInSql() {
        body = "speed\n1\n";
        query(StoreQuery.Kind.INFLUX3, "SELECT speed FROM press", "plant", "secret")
                .read();
        assertThat(asked)
                .isEqualTo("GET /api/v3/query_sql?format=csv&db=plant&q=SELECT speed FROM press Bearer secret ");
    }

    @Test
    void refusalIsToldWithWhatTheStoreSaidAndWithoutTheToken() {
        status = 401;
        body = "{\"error\":\"unauthorized access\"}";
        assertThatThrownBy(() -> query(StoreQuery.Kind.INFLUX2, "from()", "works", "secret")
                        .read())
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("answered 401: {\"error\":\"unauthorized access\"}")
                .hasMessageNotContaining("secret");
        assertThat(query(StoreQuery.Kind.INFLUX2, "from()", "works", "secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void anEmptyAnswerIsSaidToBeEmpty() {
        assertThatThrownBy(() -> query(StoreQuery.Kind.INFLUX1, "SELECT speed FROM press", "plant", "")
                        .read())
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void storeThatIsNotThereIsSaidToBeOut() {
        StoreQuery query = query(StoreQuery.Kind.QUESTDB, "select 1", "", "");
        server.stop(0);
        assertThatThrownBy(query::read)
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("cannot be asked")
                .hasMessageContaining("is it running");
    }

    @Test
    void passwordInTheUrlIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> new StoreQuery(
                        StoreQuery.Kind.INFLUX1, URI.create("http://user:secret@localhost:1"), "q", "", ""))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("environment")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new StoreQuery(StoreQuery.Kind.INFLUX1, URI.create("file:///etc/passwd"), "q", "", ""))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("http://");
    }

    private StoreQuery query(StoreQuery.Kind kind, String text, String database, String token) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new StoreQuery(kind, url, text, database, token);
    }
}
