"""The kinds of page that people can begin, each with its headings and a prompt to write by under each of them."""

from wiki.core.errors import N_
from wiki.editing.kinds_of_page import ASK, BEGIN, BRIEF, MEAN, MORE, PITFALLS, STEPS, WORK, Kind, Prompted
from wiki.markup import Namespace

KINDS: tuple[Kind, ...] = (
    Kind(
        "guidance",
        Namespace.MAIN,
        N_("Guidance"),
        N_("Advice that any municipality can use, told by Mittköping."),
        icon="book",
        headings=(
            BRIEF,
            Prompted(
                "mittkoping",
                N_("How Mittköping does it"),
                N_(
                    "Describe how it is done in Mittköping, which does not exist and therefore may do everything right."
                ),
            ),
            Prompted(
                "why", N_("Why it works"), N_("What makes the difference? Say what experience or study it rests on.")
            ),
            BEGIN,
            Prompted(
                "needs",
                N_("What is needed"),
                N_("What has to be in place first: a decision, time, money, somebody who wants it?"),
            ),
            PITFALLS,
            Prompted("tools", N_("Tools and templates"), N_("What can be copied and used as it is?")),
            MORE,
        ),
    ),
    Kind(
        "example",
        Namespace.MUNICIPALITY,
        N_("Example of a municipality"),
        N_("Something your municipality has done or is trying, and what came of it."),
        icon="bulb",
        typ="exempel",
        of_municipality=True,
        headings=(
            Prompted(
                "summary",
                N_("The example in brief"),
                N_("What did you do, for whom, and what came of it? Three sentences are enough."),
            ),
            Prompted(
                "conclusions",
                N_("Conclusions"),
                N_("What do you know now that you did not know before? One point for each thing."),
            ),
            Prompted("background", N_("Background and need"), N_("What was not good enough, and who noticed it?")),
            Prompted("doing", N_("What we did"), N_("Tell it in order. Who took part, and how long did it take?")),
            Prompted(
                "results",
                N_("Results and benefits"),
                N_("What got better, and for whom? Also what could not be measured."),
            ),
            Prompted(
                "conditions",
                N_("It works if …"),
                N_("What has to be in place for another municipality to succeed with the same thing?"),
            ),
            Prompted(
                "otherwise",
                N_("What we would do differently"),
                N_("One sentence is enough. It is often the one that helps others most."),
            ),
            Prompted(
                "documents", N_("Documents and links"), N_("Is there a report, a decision or a film? Link to it.")
            ),
        ),
    ),
    Kind(
        "theme",
        Namespace.THEME,
        N_("Theme"),
        N_("A subject that gathers guidance and examples from many."),
        icon="tag",
        headings=(
            MEAN,
            Prompted(
                "neighbours",
                N_("How it differs from other themes"),
                N_("Which words are easily taken for this one, and what sets them apart?"),
            ),
            Prompted(
                "questions",
                N_("Questions to think about"),
                N_("Two or three questions that get a working group talking."),
            ),
        ),
    ),
    Kind(
        "tool",
        Namespace.TOOL,
        N_("Tool"),
        N_("A method or an aid, and how to use it."),
        icon="tool",
        headings=(
            BRIEF,
            Prompted("fits", N_("When does it fit?"), N_("What is it good for, and when is something else better?")),
            STEPS,
            PITFALLS,
            MORE,
        ),
    ),
    Kind(
        "workshop",
        Namespace.WORKSHOP,
        N_("Workshop"),
        N_("A meeting that others can hold in the same way."),
        icon="people",
        headings=(
            Prompted(
                "aim", N_("Aim"), N_("What shall the group have when it leaves the room that it did not have before?")
            ),
            Prompted("before", N_("Before"), N_("Who needs to come, and what shall they have read or done?")),
            Prompted(
                "schedule",
                N_("Schedule"),
                N_("A table works well: time, what happens, how, and what is needed for it."),
            ),
            Prompted(
                "talk", N_("Questions to talk about"), N_("Open questions that nobody can answer with yes or no.")
            ),
            Prompted(
                "homework",
                N_("To do before the next time"),
                N_("What is tried at work in between? Leave at least half a day for it."),
            ),
            Prompted("document", N_("How to document"), N_("What is written down, by whom, and where is it kept?")),
            Prompted(
                "tried", N_("Experience of those who have tried"), N_("Have you held it? Tell what you would change.")
            ),
        ),
    ),
    Kind(
        "checklist",
        Namespace.CHECKLIST,
        N_("Checklist"),
        N_("Questions to tick off before a decision or a start."),
        icon="list-check",
        headings=(
            Prompted(
                "use",
                N_("When is the list used?"),
                N_("Before which decision, or at which meeting? Who reads it aloud?"),
            ),
            STEPS,
            Prompted(
                "list",
                N_("The questions"),
                N_("Ten at most, so put that yes is the good answer. Begin each line with - [ ]."),
            ),
            PITFALLS,
            MORE,
        ),
    ),
    Kind(
        "cooperation",
        Namespace.COOPERATION,
        N_("Cooperation"),
        N_("Several municipalities that do something together."),
        icon="people",
        headings=(
            BRIEF,
            Prompted(
                "together", N_("Why we cooperate"), N_("What can you do together that none of you could do alone?")
            ),
            WORK,
            Prompted("lessons", N_("Lessons"), N_("What would you say to those who are about to begin?")),
            ASK,
        ),
    ),
    Kind(
        "concept",
        Namespace.MAIN,
        N_("Concept"),
        N_("A word that is explained once, so that other pages can link to it."),
        icon="info",
        typ="begrepp",
        headings=(BRIEF, MEAN, BEGIN, PITFALLS, MORE),
    ),
    Kind(
        "municipality",
        Namespace.MUNICIPALITY,
        N_("Municipality page"),
        N_("Your municipality’s own page, from which its examples are found."),
        icon="town",
        of_municipality=True,
        headings=(
            Prompted("about", N_("About us in brief"), N_("What should others know to understand how you work?")),
            Prompted(
                "granted", N_("What we take for granted"), N_("What is obvious to you, and would be news to others?")
            ),
            WORK,
            Prompted("plans", N_("Plans and policies"), N_("Which plans govern the digital work? Link to them.")),
            ASK,
        ),
    ),
    Kind(
        "plan",
        Namespace.MUNICIPALITY,
        N_("Plan for transformation"),
        N_("Your plan for what is to change, in eight steps that others have used."),
        icon="list-check",
        typ="plan",
        of_municipality=True,
        headings=(
            Prompted("now", N_("Why now?"), N_("What happens if you do nothing?")),
            Prompted("leads", N_("Who leads?"), N_("Which roles, from which parts of the organisation?")),
            Prompted("where", N_("Where are we going?"), N_("What is better for the inhabitants when you are there?")),
            Prompted("tell", N_("How we tell about it"), N_("Who needs to hear it, from whom, and how often?")),
            Prompted(
                "obstacles",
                N_("Obstacles we remove"),
                N_("What stands in the way: money, mandate, habits, technology?"),
            ),
            Prompted("early", N_("Early results"), N_("What can be seen after a week, a month, a quarter?")),
            Prompted("on", N_("How we keep at it"), N_("What do you do when the first eagerness has passed?")),
            Prompted("everyday", N_("How it becomes everyday"), N_("Who owns it when the project is over?")),
            Prompted("abilities", N_("Abilities we need to develop"), N_("What do you have to become better at?")),
            Prompted(
                "selection", N_("What we chose"), N_("Which few ideas did you choose, which did you leave, and why?")
            ),
            Prompted("proposals", N_("Proposals to the management"), N_("What do you ask them to decide?")),
            Prompted("follow", N_("Following up"), N_("When do you look back, and at what?")),
        ),
    ),
    Kind(
        "followup",
        Namespace.MUNICIPALITY,
        N_("Follow-up of digital maturity"),
        N_("What you did after measuring your digital maturity."),
        icon="check",
        typ="uppföljning",
        of_municipality=True,
        headings=(
            Prompted(
                "result",
                N_("The result in brief"),
                N_("Which areas were low, and where did many answer that they do not know?"),
            ),
            Prompted(
                "analysis",
                N_("Our own analysis"),
                N_("Why does it look as it does, according to those who work there?"),
            ),
            Prompted("compare", N_("Area by area"), N_("A table works well: areas as rows, departments as columns.")),
            Prompted("chosen", N_("What we chose, and why"), N_("One or two areas are enough.")),
            Prompted("action", N_("What we are going to do"), N_("Who does what, and by when?")),
            Prompted("alive", N_("How we keep talking"), N_("When do you meet about it next, and for how long?")),
        ),
    ),
    Kind(
        "request",
        Namespace.REQUEST,
        N_("Request"),
        N_("A question to other municipalities, answered with examples."),
        icon="hand",
    ),
    Kind("help", Namespace.HELP, N_("Help page"), N_("How to use the wiki."), icon="help"),
    Kind(
        "project",
        Namespace.PROJECT,
        N_("Project page"),
        N_("About the wiki itself: what has been agreed, and why."),
        icon="house",
    ),
    Kind(
        "blank", Namespace.MAIN, N_("Something else"), N_("When nothing else fits. The page begins empty."), icon="file"
    ),
)
