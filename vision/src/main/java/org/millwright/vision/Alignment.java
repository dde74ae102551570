package org.millwright.vision;

import java.util.Locale;
import java.util.Optional;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection.Place;
import org.millwright.vision.SurfaceContract.Placing;

/** Follows a part that does not always lie in the same place, where the bundle has a reference picture. NOT thread safe. */
final class Alignment {

    /**
     * In pixels of the picture.
     *
     * @param complaint why the part cannot be found; empty when it was
     */
    record Shift(int x, int y, String complaint) {}

    private static final Shift NONE = new Shift(0, 0, "");

    private final Optional<Registration> registration;
    private final Placing placing;

    private Alignment(Optional<Registration> registration, Placing placing) {
        this.registration = registration;
        this.placing = placing;
    }

    static Alignment of(ModelBundle bundle, Optional<Placing> wanted) {
        if (wanted.isEmpty()) {
            return new Alignment(Optional.empty(), new Placing("", 0, 0));
        }
        Placing placing = wanted.get();
        byte[] reference = bundle.content(placing.reference());
        int needed = Registration.SIZE * Registration.SIZE;
        if (reference.length != needed) {
            throw new ModelException(bundle + ": file " + placing.reference() + " has " + reference.length
                    + " bytes, a picture to register with has " + needed + "; write the bundle again");
        }
        return new Alignment(Optional.of(new Registration(reference)), placing);
    }

    Shift shift(Image image, Place region) {
        return registration.map(found -> shift(found.find(image, region))).orElse(NONE);
    }

    private Shift shift(Registration.Shift found) {
        double far = Math.max(Math.abs(found.x()), Math.abs(found.y()));
        String complaint = "";
        if (found.match() < placing.leastMatch()) {
            complaint = String.format(
                    Locale.ROOT,
                    "the part is not recognised: it matches the reference picture by %.2f, must be at least %.2f; look"
                            + " what lies before the camera",
                    found.match(),
                    placing.leastMatch());
        } else if (far > placing.mostShift()) {
            complaint = String.format(
                    Locale.ROOT,
                    "the part lies %.0f pixels from its place, at most %.0f are allowed; check how it is placed",
                    far,
                    placing.mostShift());
        }
        return new Shift((int) Math.round(found.x()), (int) Math.round(found.y()), complaint);
    }
}
