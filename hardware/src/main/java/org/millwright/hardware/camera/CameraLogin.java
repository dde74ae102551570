package org.millwright.hardware.camera;

/**
 * A user of a network camera, for HTTP Basic.
 *
 * @param password never shown by {@link #toString}
 */
public record CameraLogin(String user, String password) {

    public CameraLogin {
        if (user.contains(":")) {
            throw new IllegalArgumentException("camera user " + user + ": HTTP Basic allows no colon in it");
        }
    }

    @Override
    public String toString() {
        return "CameraLogin[user=" + user + "]";
    }
}
