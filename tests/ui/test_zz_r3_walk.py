from tests.ui.test_lock import at_desk, sign_in
from tests.ui.test_shell import settle, PASSWORD, workspace
from tests.ui.asking import asked
from tests.ui.test_trust import _alike
from app import records, redaction, register, duplicates
from app.desk import Operator
from app.records import Query
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from functools import partial
def shot(p, n, w=None): (w or p.window).grab().save(f"/tmp/r3shots/{n}.png")
def test_walk(at_desk, qtbot):
    p = at_desk; c = p.context; desk = c.desk; win = p.window
    win.resize(1366, 768)
    ask = partial(asked, qtbot, p.tasks)
    S = lambda: [settle(p, qtbot) for _ in range(3)]
    one, two = ask(_alike, desk)
    home = ask(register.add_household, desk, {"head": "张桂花", "group": "清溪沟村第三组", "number": "12", "type": "low_income"})
    ask(records.change, desk, "person", one, {"id_number": "11010519491231002X", "household": home, "health": "disabled"})
    S()
    c.navigation.go("duplicates", kind="person"); S(); S()
    page = p.window.workspace.page
    print("W pairs", page.table.rowCount(), "likely", len(ask(duplicates.likely, desk, "person")))
    shot(p, "dup")
    page.merge.click(); S(); S()
    print("W after merge people", ask(records.count, desk, Query("person")), "said", p.messages.said[-1:])
    win.activateWindow(); page.take_focus()
    qtbot.keyClick(QApplication.focusWidget() or win, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier); S(); S()
    print("W after ctrl+z people", ask(records.count, desk, Query("person")), "rows", page.table.rowCount(), "focus", type(QApplication.focusWidget()).__name__)
    page.views["likely"].click() if "likely" in page.views else None; S()
    page.merge.click(); S(); S()
    print("W merged again", ask(records.count, desk, Query("person")))
    page.views["merged"].click(); S(); S()
    shot(p, "merged")
    page.split.click(); S(); S()
    print("W after split", ask(records.count, desk, Query("person")), p.messages.said[-1:])
    shot(p, "split")
    # history by Enter
    ask(records.change, desk, "person", one, {"job": "出纳"}); S()
    c.navigation.open_record("person", one); S(); S()
    card = win.workspace.page.cards["person"]
    def in_history():
        d = QApplication.activeModalWidget() or win
        print("W dialog", type(d).__name__)
        S()
        d.table.setFocus(); d.table.selectRow(0); S()
        shot(p, "history", d)
        qtbot.keyClick(d.table, Qt.Key.Key_Return); S()
        print("W put back job", ask(records.get, desk, "person", one)["job"], "visible", d.isVisible())
        d.reject()
    QTimer.singleShot(300, win, in_history)
    card.show_history(); S()
    # screenshots
    desk.operator = Operator(desk.operator.id, "王芳", "entry")
    card.keeper.start(None, {}, draft=False); card.show_record(one); S(); S()
    qtbot.wait(600); S(); shot(p, "entry_card"); print("W alike", card.alike.isVisible(), card.alike.height(), [x.text() for x in card.alike.findChildren(__import__("PySide6.QtWidgets",fromlist=["x"]).QLabel)])
    desk.operator = Operator(desk.operator.id, "王芳", "admin")
    win.workspace.page.open(home, "household"); S(); S(); shot(p, "register")
    # erase
    win.workspace.page.open(one, "person"); S(); S()
    def in_erase():
        d = QApplication.activeModalWidget(); print("W erase dialog", type(d).__name__, [x.text() for x in d.findChildren(QPushButton) if x.isDefault()])
        shot(p, "erase", d)
        p.messages.answers = []
        d.go.click(); S(); S()
        print("W erased", ask(records.title, desk, ask(records.get, desk, "person", one)), p.messages.said[-3:], "open", d.isVisible())
        if d.isVisible(): d.reject()
    QTimer.singleShot(1500, win, in_erase)
    card.erase.click(); S(); 
    qtbot.wait(2500); S()
    shot(p, "after_erase")
    ask(records.remove, desk, "person", two); S()
    c.navigation.go("settings"); S(); S()
    from ui.settings.recycle_bin import RecycleBinSection
    bins = win.findChildren(RecycleBinSection)
    print("W bins", len(bins))
    if bins:
        bins[0].open(); S(); S()
        before = bins[0].table.rowCount(); bins[0].clear.click(); S(); S()
        print("W bin", before, "->", bins[0].table.rowCount(), p.messages.said[-3:])
    c.navigation.go("workbench"); S(); S(); shot(p, "workbench")
    print("W unvisited", [l.words for l in __import__("ui.pages.workbench", fromlist=["x"]).WorkbenchPage and ask(__import__("ui.pages.workbench", fromlist=["x"]).read_today, desk).lists["unvisited"]])
    p.lock(); sign_in(p, "nonono"); shot(p, "opening"); qtbot.waitUntil(lambda: "密码不对" in win.over.sentence, timeout=9000); shot(p, "lock")
    win.over.wait(3); shot(p, "wait")
