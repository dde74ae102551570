package org.millwright.edge.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.WebConfig;

/** The page in a real browser; each test leaves a picture of it in target/pages. */
class LivePageTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/pages");
    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @BeforeAll
    static void openBrowser() {
        assumeThat(Files.isExecutable(CHROMIUM))
                .as("skipped: the page is tested in Debian's chromium, and there is no " + CHROMIUM)
                .isTrue();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Opens the page, and afterwards insists that it asked nobody else and complained about nothing. */
    private static void onPage(
            ShownPlant plant, Browser.NewContextOptions options, String picture, Consumer<Page> test) {
        onPage(
                new WebServer(new WebConfig("127.0.0.1", 0), plant::status, List::of, ShownPlant.parts()),
                options,
                picture,
                test);
    }

    private static void onPage(
            WebServer shown, Browser.NewContextOptions options, String picture, Consumer<Page> test) {
        List<String> complaints = new CopyOnWriteArrayList<>();
        List<String> requests = new CopyOnWriteArrayList<>();
        try (WebServer server = shown) {
            server.start();
            try (BrowserContext context =
                    java.util.Objects.requireNonNull(browser).newContext(options)) {
                Page page = context.newPage();
                page.onConsoleMessage(message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        complaints.add(message.text());
                    }
                });
                page.onPageError(complaints::add);
                page.onRequest(request -> requests.add(request.url()));
                page.navigate(server.address().toString());
                assertThat(page.locator("body[data-ready=yes]")).isVisible();
                test.accept(page);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(picture + ".png"))
                        .setFullPage(true));
            }
            assertThat(complaints).isEmpty();
            assertThat(requests)
                    .allMatch(url -> url.startsWith(server.address().toString()) || url.startsWith("data:image/"));
        }
    }

    private static Browser.NewContextOptions screen(int width, int height, ColorScheme colours) {
        return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours);
    }

    @Test
    void aLineInOrderShowsLiveValuesAndNoColour() {
        onPage(ShownPlant.inOrder(), screen(1366, 900, ColorScheme.LIGHT), "in-order", page -> {
            assertThat(page.locator("#overall")).hasText("All in order");
            assertThat(page.locator("#attention li")).hasCount(0);
            Locator count = page.locator("[data-machine=press-1] [data-signal=cycle-count] td")
                    .nth(2);
            String before = count.innerText();
            assertThat(count).not().hasText(before);
            assertThat(page.locator("[data-signal=oil-pressure] svg.trend path"))
                    .isVisible();
            assertThat(page.locator("#figures")).containsText("1,");
            assertThat(page.locator(".mark .failure")).hasCount(0);
        });
    }

    @Test
    void whatThereIsToDoIsListedWithItsReasonAndItsWindow() {
        onPage(ShownPlant.inTrouble(), screen(1366, 900, ColorScheme.LIGHT), "advisories", page -> {
            assertThat(page.locator("#advisories tr[data-machine=spindle-1]")).containsText("replace the worn part");
            assertThat(page.locator("#advisories")).containsText("80 % sure of 30 to 55 h");
            assertThat(page.locator("#advisories")).containsText("fails before that: 6 %");
            assertThat(page.locator("#prognoses")).containsText("30 to 55 h in 80 of 100 cases");
            assertThat(page.locator("#vibrations tr[data-machine=spindle-1]")).containsText("damage: inner race");
            assertThat(page.locator("#vibrations")).containsText("11 waveforms");
            assertThat(page.locator("#diagnoses tr[data-machine=press-1]")).containsText("overload");
            assertThat(page.locator("#diagnoses")).containsText("Torque 62 Nm (+3.1)");
            assertThat(page.locator("#diagnoses")).containsText("30 moments");
        });
    }

    @Test
    void aFullDiskIsShownAsZeroAndOneNobodyLookedAtAsUnknown() {
        Map.of(OptionalLong.of(0), "0.0 GiB", OptionalLong.empty(), "–").forEach((free, shown) -> {
            ShownPlant plant = ShownPlant.withDiskFree(free);
            onPage(
                    plant,
                    screen(1366, 900, ColorScheme.LIGHT),
                    free.isPresent() ? "disk-full" : "disk-unknown",
                    page -> {
                        assertThat(page.locator("#store"))
                                .containsText("Disk free" + shown + " of it 2.0 GiB kept free");
                    });
        });
    }

    @Test
    void whatIsWrongIsNamedAtTheTopInWords() {
        onPage(ShownPlant.inTrouble(), screen(1366, 900, ColorScheme.DARK), "in-trouble-dark", page -> {
            assertThat(page.locator("#overall")).hasText("3 need attention");
            assertThat(page.locator("#attention")).containsText("Source energy: not connected for 77 s (attempt 7)");
            assertThat(page.locator("#attention")).containsText("press-1/gone does not exist");
            assertThat(page.locator("#attention"))
                    .containsText("spindle-1: Maintenance required – vibration above 4.5 mm/s");
            assertThat(page.locator("[data-source=energy]")).containsText("not connected");
            assertThat(page.locator("#store")).containsText("field type conflict");
            assertThat(page.locator("#shown")).hasText("14 of 5,014 shown");
        });
    }

    @Test
    void aPictureIsLabelledAModelIsPromotedAndTheHeatMapIsShown(@TempDir Path folder) throws IOException {
        ShownStation station = new ShownStation(folder);
        onPage(station.server(), screen(1366, 900, ColorScheme.LIGHT), "vision", page -> {
            page.onDialog(Dialog::accept);
            page.locator("[data-station=station-1] button", new Page.LocatorOptions().setHasText("Heat map"))
                    .click();
            assertThat(page.locator("[data-station=station-1] canvas.heat")).isVisible();
            assertThat(page.locator("[data-place=station-1]")).containsText("agreed on 90 of 100");
            page.locator("[data-place=station-1] button", new Page.LocatorOptions().setHasText("Promote"))
                    .click();
            await().until(() -> station.models().slot("station-1").previous().isPresent());

            Locator kept = page.locator("[data-pictures=station-1] figure");
            assertThat(kept).containsText("part-7: uncertain");
            kept.locator("button", new Locator.LocatorOptions().setHasText("dent"))
                    .click();
            assertThat(kept).containsText("Labelled dent");
            assertThat(station.pictures().newest(1).getFirst().label()).isEqualTo("dent");
        });
    }

    @Test
    void aMachineIsLearnedAnewForAReasonThatIsAskedForAndNotWithoutOne() {
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> questions = new CopyOnWriteArrayList<>();
        Deque<String> answers = new ConcurrentLinkedDeque<>(List.of("", "a new tool", "Ann"));
        WebServer server = new WebServer(
                new WebConfig("127.0.0.1", 0),
                ShownPlant.inTrouble()::status,
                List::of,
                ShownPlant.parts(),
                Optional.empty(),
                Optional.of((machine, by, why) -> asked.add(machine + ", " + by + ": " + why)));
        onPage(server, screen(1366, 900, ColorScheme.LIGHT), "conditions", page -> {
            page.onDialog(dialog -> {
                questions.add(dialog.message());
                dialog.accept(answers.removeFirst());
            });
            Locator spindle = page.locator("#conditions tr[data-machine=spindle-1]");
            assertThat(spindle).containsText("not as it was learned");
            assertThat(spindle).containsText("several signals together");
            Locator learnAnew = spindle.locator("button", new Locator.LocatorOptions().setHasText("Learn anew"));
            learnAnew.click();
            assertThat(asked).isEmpty();
            learnAnew.click();
            assertThat(learnAnew).isEnabled();
            await().until(() -> !asked.isEmpty());
        });
        assertThat(asked).containsExactly("spindle-1, Ann: a new tool");
        assertThat(questions).hasSize(3).first().asString().contains("Learn spindle-1 anew?");
    }

    @Test
    void theDefectIsMarkedWhereItIsInThePicture() {
        onPage(ShownPlant.inOrder(), screen(1024, 768, ColorScheme.LIGHT), "tablet", page -> {
            Locator figure = page.locator("[data-station=station-1] figure").nth(1);
            assertThat(figure).containsText("Last that was not good: P-004702");
            BoundingBox picture = figure.locator("img").boundingBox();
            BoundingBox box = figure.locator("rect.defect").boundingBox();
            double scale = picture.width / 224;
            assertThat(box.x - picture.x).isCloseTo(120 * scale, org.assertj.core.data.Offset.offset(3.0));
            assertThat(box.y - picture.y).isCloseTo(70 * scale, org.assertj.core.data.Offset.offset(3.0));
            assertThat(box.width).isCloseTo(52 * scale, org.assertj.core.data.Offset.offset(5.0));
            assertThat(page.locator("[data-station=station-1] figure").nth(0).locator("rect"))
                    .hasCount(0);
        });
    }

    @Test
    void aSignalNamedLikeAProgramIsShownAsText() {
        onPage(ShownPlant.inTrouble(), screen(390, 844, ColorScheme.LIGHT), "phone", page -> {
            page.onDialog(dialog -> {
                throw new AssertionError("a name from the plant was run: " + dialog.message());
            });
            assertThat(page.locator("[data-machine=meter-1]")).containsText("<script>alert('x')</script>");
            assertThat(page.locator("[data-machine=meter-1] script")).hasCount(0);
            assertThat(page.locator("[data-machine=meter-1]")).containsText("no value");
        });
    }

    @Test
    void theFilterLeavesOnlyWhatIsLookedFor() {
        onPage(ShownPlant.inOrder(), screen(1366, 900, ColorScheme.DARK), "filtered", page -> {
            page.locator("#filter").fill("torque");
            assertThat(page.locator("[data-machine=press-1]")).isHidden();
            assertThat(page.locator("[data-machine=robot-1] tr")).hasCount(1);
        });
    }

    @Test
    void thePageSaysThatTheAgentIsGone() {
        ShownPlant plant = ShownPlant.inOrder();
        WebServer server = new WebServer(new WebConfig("127.0.0.1", 0), plant::status, List::of, ShownPlant.parts());
        server.start();
        try (BrowserContext context = java.util.Objects.requireNonNull(browser).newContext()) {
            Page page = context.newPage();
            page.navigate(server.address().toString());
            assertThat(page.locator("#overall")).hasText("All in order");
            server.close();
            assertThat(page.locator("#overall")).hasText("No connection to the agent");
        } finally {
            server.close();
        }
    }
}
