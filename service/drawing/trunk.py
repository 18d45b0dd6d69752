"""Puts the trunk and the head together, with the points that have names."""

from collections.abc import Mapping

from service.drawing import anatomy
from service.drawing.pose import Pose
from service.drawing.vectors import ROOM, ZERO, Frame, Vec, bent, mirrored, plus, times


def set_trunk(pose: Pose, joints: dict[str, Vec], frames: dict[str, Frame]) -> None:
    n = pose.trunk
    frame = frames["pelvis"] = ROOM.turned(n["lean"], n["roll"], n["facing"])
    at = joints["pelvis"]
    for part, (name, length) in enumerate(
        zip(("waist", "chest", "nape"), anatomy.SPINE, strict=True)
    ):
        frame = frame.turned(n[f"spine_{part}"], n[f"side_{part}"], n[f"twist_{part}"])
        frames[f"spine_{part}"] = frame
        at = joints[name] = plus(at, times(frame.up, length))
    frames["chest"] = frame
    neck = frames["neck"] = frame.turned(n["neck"], n["neck_side"], n["neck_turn"])
    skull = joints["skull"] = plus(at, times(neck.up, anatomy.NECK))
    head = frames["head"] = neck.turned(n["nod"])
    joints["head"] = plus(skull, times(head.up, anatomy.SKULL))
    _landmarks(n["belly"], joints, frames)
    _girdles(n, joints, frames)


# A point, the joint it hangs on, the frame it moves with, and where: front, up, out.
_LANDMARKS: tuple[tuple[str, str, str, Vec], ...] = (
    ("seat", "pelvis", "pelvis", (-2.0, -anatomy.PELVIS_R, 0)),
    ("buttocks", "pelvis", "pelvis", (-anatomy.PELVIS_R, 0, 0)),
    ("back", "chest", "spine_2", (-anatomy.BACK_R, 2, 0)),
    ("upper_back", "nape", "chest", (-8.5, -5, 0)),
    ("low_back", "waist", "spine_1", (-8.5, 0, 0)),
    ("belly", "waist", "spine_1", (9.5, -4, 0)),
    ("breast", "chest", "spine_2", (11.0, 4, 0)),
    ("nose", "head", "head", (10.4, -1.0, 0)),
    ("chin", "head", "head", (7.5, -9.0, 0)),
    ("forehead", "head", "head", (9.5, 5.5, 0)),
    ("crown", "head", "head", (0, 10.5, 0)),
    ("head_back", "head", "head", (-10.5, 0, 0)),
)
_PAIRED: tuple[tuple[str, str, str, Vec], ...] = (
    ("temple", "head", "head", (1, 3, 10.5)),
    ("hip_crease", "pelvis", "pelvis", (9.5, 4, 11)),
    ("hip_side", "pelvis", "pelvis", (1, 9, 15.5)),
    ("hip_back", "pelvis", "pelvis", (-9.5, 8, 9)),
    ("rib", "chest", "spine_1", (2, -4, 14)),
    ("breast", "chest", "spine_2", (11, 5, 8)),
)


def _landmarks(
    belly: float, joints: dict[str, Vec], frames: Mapping[str, Frame]
) -> None:
    for name, joint, frame, local in _LANDMARKS:
        extra = (belly, 0.0, 0.0) if name == "belly" else ZERO
        joints[name] = plus(joints[joint], frames[frame].out(plus(local, extra)))
    for name, joint, frame, local in _PAIRED:
        place = frames[frame]
        joints[f"right_{name}"] = plus(joints[joint], place.out(local))
        joints[f"left_{name}"] = plus(joints[joint], place.out(mirrored(local)))


# The corners of a shoulder blade, which goes along with its shoulder.
_BLADE: Mapping[str, Vec] = {
    "top": (-8.0, -5.5, 5.8),
    "outer": (-7.5, -7.0, 12.2),
    "tip": (-9.5, -19.5, 7.2),
}


def _girdles(
    n: Mapping[str, float], joints: dict[str, Vec], frames: Mapping[str, Frame]
) -> None:
    for side, mirror in (("right", 1), ("left", -1)):
        front, up, out = anatomy.CLAVICLE
        outward = bent((0.0, 0.0, out), (0.0, out, 0.0), n[f"shrug_{side}"])
        forward = bent(
            (0.0, 0.0, outward[2]), (outward[2], 0.0, 0.0), n[f"reach_{side}"]
        )
        local = (front + forward[0], up + outward[1], forward[2] * mirror)
        joints[f"{side}_shoulder"] = plus(joints["nape"], frames["chest"].out(local))
        shift = n[f"shrug_{side}"] / 9, n[f"reach_{side}"] / 7
        for name, (front, up, out) in _BLADE.items():
            corner = (front, up + shift[0], (out + shift[1]) * mirror)
            joints[f"{side}_blade_{name}"] = plus(
                joints["nape"], frames["chest"].out(corner)
            )
        hip = frames["pelvis"].out((0.0, 0.0, anatomy.HIP_OUT * mirror))
        joints[f"{side}_hip"] = plus(joints["pelvis"], hip)
