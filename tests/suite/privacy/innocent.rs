//! Sane projects with much that is private, and pages beside it that say nothing of it: no alarm is raised.

use super::Output;
use crate::project::Project;

/// Studies with evidence and interviews as people write them, and pages with the ordinary words of the trade.
fn project() -> Project {
    let project = Project::new();
    let consent = "consent: {by: Morven Bright, date: 2026-06-10, until: 2027-06-10, scope: [web, print], record: quill/approval.eml}";
    let card = "problem: Nurses typed every form twice.\noutcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n";
    project
        .file(
            "content/studies/quill.md",
            format!("---\ncustomer: {{name: Harvest Quillfern Ltd, public_as: A grower of herbs, url: \"https://www.quillfern.example\"}}\n{card}{consent}\nevidence:\n  picking_time: {{kind: measurement, metric: picking time, unit: hours, before: 11, after: 2, better: lower, source: customer-system, collected: 2026-06-02, file: quill/rows.csv, data: {{column: picking_hours, by: phase}}}}\n  call: {{kind: interview, with: Joan Archer, date: 2026-06-03, by: Ida, notes: 2026-06-03-quill}}\n---\nThe fields are far from the office.\n"),
        )
        .file("content/studies/ash.md", format!("---\ncustomer: Ashgrove Clinic\n{card}---\nBefore harvest they are busy; they use Office365 and Windows2019 on a bright day.\n"))
        .file("content/studies/birch.md", format!("---\ncustomer: Birch Farm\n{card}---\nAt harvest nobody has time. Ticket times fell.\n"))
        .file("content/evidence/quill/rows.csv", "phase,week_no,picking_hours\nbefore,1,11\nbefore,2,11\nafter,3,2\nafter,4,2\n")
        .file(
            "content/evidence/quill/approval.eml",
            "From: Morven Bright <morven@quillfern.example>\nTo: proof@ledgerline.example\nSubject: Your draft\n\nDear all,\n\nI agree to the text you sent. Best wishes, Morven\n",
        )
        .file(
            "content/interviews/2026-06-03-quill.md",
            "# Interview\n\nParticipants: Joan Archer and the Head of Growing. Present: Nurses, Finance.\n\nQ: How was it before you had this?\nThey met with Google Sheets and Office365 on Windows2019; version 2.10.4, ISO-27001, COVID-19, RS-232 at 115200 baud.\nIn 2026-06 it was 18-to-24 hours, on 2026-06-03 at 09:30 and for 7 of 12 weeks.\nTheir model is the HX-450. We spoke to Sales Support.\n",
        )
        .file(
            "content/pages/about.md",
            "---\ntitle: About us\n---\nBright rooms, and a harvest each year. Archer Street is where we sit. Nurses and Finance read Google Sheets.\n\nOffice365, ISO-27001, COVID-19, Windows2019, 18-to-24 hours. Sales Support answers from 9 to 17.\n\nHow was it before you had this?\n",
        )
        .file("static/count.js", "const picking_hours = 3; window.week_no = 4;")
        .file("static/robots.txt", "User-agent: *\n");
    project
}

#[test]
fn no_alarm_is_raised_over_ordinary_words() {
    let output = Output::of(&project());
    let told: Vec<String> = output
        .checked
        .findings
        .iter()
        .filter(|f| ["private-in-output", "unmasked-customer"].contains(&f.rule))
        .map(|f| format!("{:?} {} {}", f.level, f.message, output.checked.sources.words(f.span)))
        .collect();
    assert_eq!(told, [""; 0]);
}

/// The same project is not quiet for want of looking.
#[test]
fn the_same_project_tells_what_is_private() {
    for (page, words) in [
        ("At Quillfern they grow herbs.", "Quillfern"),
        ("Morven Bright said so.", "Morven Bright"),
        ("Joan Archer said so.", "Joan Archer"),
        ("Their picking_hours fell.", "picking_hours"),
        (
            "They met with Google Sheets and Office365 on Windows2019.",
            "They met with Google Sheets and Office365 on Windows2019",
        ),
    ] {
        let project = project();
        project.file("content/pages/more.md", format!("---\ntitle: More\n---\n{page}\n"));
        let output = Output::of(&project);
        let said: Vec<&str> = output.checked.findings.iter().map(|f| output.checked.sources.words(f.span)).collect();
        assert!(said.contains(&words), "{page}: {said:?}");
    }
}
