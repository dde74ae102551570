package org.millwright.edge.sink;

import java.io.IOException;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.millwright.edge.config.StoreConfig;

/** Turns the client's {@code /api/v2/write} into the {@code /write} of InfluxDB 1.x, which older servers know alone. */
final class InfluxV1Requests implements Interceptor {

    private static final int SEGMENTS_OF_V2_WRITE = 3;

    private final String database;
    private final String authorization;

    InfluxV1Requests(StoreConfig.InfluxV1 store) {
        database = store.database();
        authorization = store.user().isEmpty()
                ? ""
                : Credentials.basic(store.user(), store.password().reveal());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl.Builder url = request.url().newBuilder().query(null);
        for (int i = 0; i < SEGMENTS_OF_V2_WRITE; i++) {
            url.removePathSegment(request.url().pathSize() - 1 - i);
        }
        url.addPathSegment("write").addQueryParameter("db", database).addQueryParameter("precision", "ns");
        Request.Builder changed = request.newBuilder().url(url.build()).removeHeader("Authorization");
        if (!authorization.isEmpty()) {
            changed.header("Authorization", authorization);
        }
        return chain.proceed(changed.build());
    }
}
