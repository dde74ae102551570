package org.millwright.edge.sink;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Puts a batch's bytes into the client's request as they are. The client itself takes text only, and text costs two
 * copies of every batch: at 100,000 rows a second more garbage than all readings together.
 *
 * <p>For one request at a time, made by the thread that set it.
 */
final class BatchBody implements Interceptor {

    /** What the client is given instead; it sends nothing where it is given nothing. */
    static final String PLACEHOLDER = "-";

    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    private RequestBody body = RequestBody.create(new byte[0], TEXT);

    void next(byte[] lines, int start, int length) {
        body = RequestBody.create(lines, TEXT, start, length);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        return chain.proceed(chain.request().newBuilder().post(body).build());
    }
}
